import random

import pytest

from konfluenz.people import demo

pytestmark = pytest.mark.django_db
ADDRESS = "/demo/anmelden/coordinator/"


@pytest.fixture
def roles(settings):
    settings.DEMO = True
    demo.build(random.Random(1), 20)


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/buero/ratspapiere/einlesen/", "/buero/ratspapiere/einlesen/"),
        ("", "/konto/weiter/"),
        ("https://example.org/buero/", "/konto/weiter/"),
        ("//example.org/", "/konto/weiter/"),
        ("javascript:alert(1)", "/konto/weiter/"),
    ],
)
def test_the_demo_leads_where_a_link_wanted_but_never_out(client, roles, wanted, leads_to):
    page = client.get(ADDRESS, {"next": wanted}).content.decode()
    assert ('name="next"' in page) is (wanted == leads_to)
    assert "sessionid" not in client.cookies
    assert client.post(ADDRESS, {"next": wanted})["Location"] == leads_to


def test_there_is_no_such_way_in_without_the_demo(client, settings):
    settings.DEMO = False
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS).status_code == 404
