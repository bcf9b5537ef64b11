"""Make a picture safe: the pixels alone are written anew, without place, camera or comment."""

import io
import warnings
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_PIXELS = 40_000_000
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}
QUALITY = 88


class PictureRefused(Exception):
    """A picture is broken or too large; the text tells a person so."""


@dataclass(frozen=True)
class Picture:
    """A picture written anew; `width` and `height` in pixels."""

    data: bytes
    content_type: str
    width: int
    height: int


def write_anew(data: bytes, content_type: str) -> Picture:
    """Return the picture upright, without metadata; a GIF becomes a PNG of its first frame.

    Raises PictureRefused. The pixels are counted before any of them is unpacked.
    """
    try:
        with (
            warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning),
            Image.open(io.BytesIO(data), formats=[FORMATS[content_type]]) as picture,
        ):
            if picture.width * picture.height > MAX_PIXELS:
                raise PictureRefused(
                    _("This picture has more than %d megapixels.") % (MAX_PIXELS // 1_000_000)
                )
            return _encode(ImageOps.exif_transpose(picture), content_type)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        raise PictureRefused(_("This picture is damaged and cannot be opened.")) from None


def _encode(picture: Image.Image, content_type: str) -> Picture:
    """Copy the pixels onto an empty picture: what is not copied cannot be written."""
    kind = "PNG" if content_type == "image/gif" else FORMATS[content_type]
    mode = "RGB" if kind == "JPEG" or not picture.has_transparency_data else "RGBA"
    clean = Image.new(mode, picture.size)
    clean.paste(picture.convert(mode))
    target = io.BytesIO()
    profile = picture.info.get("icc_profile")
    colours = {"icc_profile": profile} if profile and picture.mode in {"RGB", "RGBA"} else {}
    clean.save(target, kind, quality=QUALITY, optimize=kind != "WEBP", **colours)
    return Picture(target.getvalue(), f"image/{kind.lower()}", *clean.size)
