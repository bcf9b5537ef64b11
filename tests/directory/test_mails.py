import pytest

from konfluenz.directory import municipality, posts, units
from konfluenz.ground import rendering
from konfluenz.ground.models import Message

pytestmark = pytest.mark.django_db


def test_the_mail_about_a_post_says_what_changed_and_where_to_look(office, asli):
    municipality.set_up("Musterstadt", land="RP", by=None)
    post = posts.add(office, "Koordination", by=None)
    posts.correct(post, {"title": "Ehrenamtskoordination", "share": 50}, by=asli)
    mail = rendering.render(Message.objects.get())
    assert mail.subject == "Bitte prüfen: Die Stelle „Ehrenamtskoordination“ wurde geändert"
    for words in (
        "31 Ordnungsamt",
        "Bezeichnung: vorher „Koordination“, jetzt „Ehrenamtskoordination“",
        "Umfang in Prozent: vorher „100“, jetzt „50“",
        "Aslı Demo",
        str(post.public_id),
    ):
        assert words in mail.text


def test_the_mail_about_a_unit_says_what_changed_and_where_to_look(office):
    units.correct(office, {"phone": "0261 129-0"}, by=None)
    mail = rendering.render(Message.objects.get())
    assert mail.subject == "Bitte prüfen: Der Eintrag „31 Ordnungsamt“ wurde geändert"
    assert "Telefon: vorher „–“, jetzt „0261 129-0“" in mail.text
    assert str(office.public_id) in mail.text
