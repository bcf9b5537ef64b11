"""XML of one namespace: no writer depends on what another wrote before."""

from xml.etree import ElementTree

from konfluenz.ground import xml

ATOM, SVG = "http://www.w3.org/2005/Atom", "http://www.w3.org/2000/svg"


def tree(namespace, name):
    root = ElementTree.Element(
        f"{{{namespace}}}{name}", {"{http://www.w3.org/XML/1998/namespace}lang": "de"}
    )
    ElementTree.SubElement(root, f"{{{namespace}}}title").text = "A & B"
    return root


def test_names_need_no_prefix_whoever_wrote_before():
    ElementTree.register_namespace("", SVG)
    said = xml.write(tree(ATOM, "feed"), ATOM)
    assert said == f'<feed xmlns="{ATOM}" xml:lang="de"><title>A &amp; B</title></feed>'
    assert xml.write(tree(SVG, "svg"), SVG).startswith('<svg xmlns="http')


def test_what_is_written_reads_as_the_same_names():
    read = ElementTree.fromstring(xml.HEAD.encode() + xml.write(tree(ATOM, "feed"), ATOM).encode())
    assert [element.tag for element in read.iter()] == [f"{{{ATOM}}}feed", f"{{{ATOM}}}title"]
