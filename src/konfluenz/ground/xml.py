"""XML with one namespace, written so that no other writer of the process can change its prefix."""

from xml.etree.ElementTree import Element, tostring

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def write(root: Element, namespace: str) -> str:
    """Return the tree below `root` as text without a head; `namespace` needs no prefix in it.

    Elements are named `{namespace}name`; the tree is spent afterwards. What ElementTree offers
    instead, `register_namespace`, holds for the whole process: of two writers the later wins.
    """
    own = f"{{{namespace}}}"
    for element in root.iter():
        element.tag = element.tag.removeprefix(own)
    root.attrib = {"xmlns": namespace, **root.attrib}
    return tostring(root, "unicode")
