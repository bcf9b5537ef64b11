"""XML with one namespace, written so that no other writer of the process can change its prefix."""

from xml.etree.ElementTree import Element, tostring

HEAD = b'<?xml version="1.0" encoding="utf-8"?>\n'


def write(root: Element, namespace: str) -> bytes:
    """Return the tree below `root` in UTF-8, with `namespace` as the one that needs no prefix.

    Elements are named `{namespace}name`; the tree is spent afterwards. What ElementTree offers
    instead, `register_namespace`, holds for the whole process: of two writers the later wins.
    """
    own = f"{{{namespace}}}"
    for element in root.iter():
        element.tag = element.tag.removeprefix(own)
    root.set("xmlns", namespace)
    return tostring(root, "utf-8")
