"""The form of a picture in Wagtail's admin: whatever is uploaded is made safe first."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from konfluenz.ground import pictures


class PictureField(WagtailImageField):
    """Says of a file that breaks off what is wrong with it."""

    def to_python(self, data: UploadedFile | None) -> UploadedFile | None:
        """Raise ValidationError also where Pillow has had enough of the file."""
        try:
            return super().to_python(data)
        except (OSError, SyntaxError):
            raise ValidationError(_("This picture is damaged and cannot be opened.")) from None


class PictureForm(BaseImageForm):
    """Writes an uploaded picture anew: the pixels alone, without place, camera or comment."""

    file = PictureField(label=gettext_lazy("File"))

    def clean_file(self) -> UploadedFile | None:
        """Refuse what is no picture or too large, with a sentence that says so."""
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        file.seek(0)
        try:
            safe = pictures.write_anew(file.read(), file.content_type or "")
        except (pictures.PictureRefused, KeyError) as refusal:
            raise ValidationError(
                str(refusal)
                if isinstance(refusal, pictures.PictureRefused)
                else _("Take a picture as JPEG, PNG, WebP or GIF.")
            ) from None
        return SimpleUploadedFile(file.name or "", safe.data, safe.content_type)
