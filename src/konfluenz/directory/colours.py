"""Whether text can be read on a colour: contrast as in WCAG 2.2, success criterion 1.4.3."""

import re

MINIMUM = 4.5
"""The least contrast of normal text to its ground."""

_HEX = re.compile(r"#[0-9a-f]{6}")


class NoColour(ValueError):
    """The text is not a colour of the form #rrggbb."""


def normalised(text: str) -> str:
    """Return `text` as #rrggbb in lower case; raises NoColour."""
    colour = text.strip().lower()
    if not _HEX.fullmatch(colour):
        raise NoColour(text)
    return colour


def contrast_to_white(colour: str) -> float:
    """Return the contrast ratio of #rrggbb to white, from 1.0 (white) to 21.0 (black)."""
    return 1.05 / (_luminance(_channels(colour)) + 0.05)


def darkened(colour: str) -> str:
    """Return the colour, made darker in small steps until white text can be read on it."""
    channels = _channels(colour)
    while 1.05 / (_luminance(channels) + 0.05) < MINIMUM:
        red, green, blue = (int(part * 0.96) for part in channels)
        channels = (red, green, blue)
    return "#{:02x}{:02x}{:02x}".format(*channels)


def _channels(colour: str) -> tuple[int, int, int]:
    colour = normalised(colour)
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(channels: tuple[int, int, int]) -> float:
    red, green, blue = (_linear(part / 255) for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
