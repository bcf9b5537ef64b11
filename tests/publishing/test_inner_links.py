"""Links to our own records outlive an editor's saving, which changes no other text either."""

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from konfluenz.publishing.blocks import INLINE
from konfluenz.publishing.segments import plain_html


def saved(html):
    """Return what an editor who changes nothing saves of `html`."""
    converter = ContentstateConverter(INLINE)
    return plain_html(converter.to_database_format(converter.from_database_format(html)))


@pytest.mark.parametrize(
    "address",
    ["konfluenz:topic/work", "https://demo.example/a?b=1&amp;c=2", "mailto:demo@example.org"],
)
def test_a_link_stays_what_it_is(address):
    html = f'<p>Fragen Sie <b>zuerst</b> <a href="{address}">hier</a>.</p>'
    assert saved(html) == html


def test_a_link_that_could_harm_loses_its_address():
    harmful = '<p><a href="javascript:alert(1)">hier</a></p>'
    assert saved(harmful) == "<p><a>hier</a></p>"
    assert saved(harmful.replace("javascript", "konfluenzjs")) == "<p><a>hier</a></p>"
