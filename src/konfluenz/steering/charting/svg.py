"""Keep of a drawing what a page may hold: shapes and plain text, nothing that acts or loads."""

from xml.etree import ElementTree

from konfluenz.ground import xml

NAMESPACE = "http://www.w3.org/2000/svg"
ELEMENTS = frozenset({"svg", "g", "path", "line", "rect", "text", "tspan"})
SHAPE = ("d", "height", "transform", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2")
PAINT = ("fill", "fill-opacity", "opacity", "stroke", "stroke-opacity")
STROKE = ("stroke-dasharray", "stroke-miterlimit", "stroke-width")
TEXT = ("dx", "dy", "font-family", "font-size", "font-weight", "text-anchor")
ATTRIBUTES = frozenset({*SHAPE, *PAINT, *STROKE, *TEXT})


class NotADrawing(Exception):
    """What came from the engine is no SVG."""


def clean(drawn: str) -> str:
    """Return `drawn` with nothing but shapes and text, always running from left to right.

    It is hidden from screen readers: the table beside it says the same in a better order.
    Raises NotADrawing for anything else than SVG.
    """
    root = _parsed(drawn)
    _strip(root)
    root.set("direction", "ltr")
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    return xml.write(root, NAMESPACE)


def _parsed(drawn: str) -> ElementTree.Element:
    try:
        root = ElementTree.fromstring(drawn)  # noqa: S314 - our own engine's output
    except ElementTree.ParseError as error:
        raise NotADrawing(str(error)) from None
    if root.tag != f"{{{NAMESPACE}}}svg":
        raise NotADrawing(root.tag)
    return root


def _strip(element: ElementTree.Element) -> None:
    for child in list(element):
        if not _is_shape(child):
            element.remove(child)
        else:
            _strip(child)
    for name in set(element.attrib) - ATTRIBUTES:
        del element.attrib[name]


def _is_shape(element: ElementTree.Element) -> bool:
    tag = element.tag.removeprefix(f"{{{NAMESPACE}}}") if isinstance(element.tag, str) else ""
    return tag in ELEMENTS and element.get("display") != "none"
