"""Messages: written with their cause, rendered once, handed over, put off, refused, erased."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import path
from django.utils import timezone
from tests.ground.loopback import Gateway, MailServer

from konfluenz.ground import delivery, files, outbox
from konfluenz.ground.channels import by_hand
from konfluenz.ground.channels.mail import backend
from konfluenz.ground.models import Consumer, Entry, Message
from konfluenz.ground.models.outbox import State

pytestmark = pytest.mark.django_db

ADA = outbox.BareAddress("ada@example.org")
urlpatterns = [path("posten/<str:key>/", lambda request, key: None, name="a-post")]
MAIL_PORT, GATEWAY_PORT = 8130, 8131


class Reachable:
    """A recipient without a record who has an address for every channel."""

    language = "de"

    def address(self, channel):
        return {"sms": "+4926112345", "letter": "Ada Demo\nRheinstraße 1\n56068 Koblenz"}.get(
            channel, "0261 12345"
        )


@pytest.fixture(autouse=True)
def _templates(settings, tmp_path):
    folder = tmp_path / "ground" / "mail"
    folder.mkdir(parents=True)
    (folder / "note.txt").write_text(
        "{% load i18n %}Bitte prüfen: {{ thing }} & Co\n\n"
        "Guten Tag,\n\n\n\nam {{ about.position }} <b>.\n{% now 'H' as hour %}"
    )
    (folder / "special.txt").write_text("Betreff\n\nText")
    (folder / "special.html").write_text(
        '{% extends "ground/mail/base.html" %}'
        '{% block content %}<p id="s">{{ thing }}</p>{% endblock %}'
    )
    (folder / "linked.txt").write_text('Betreff\n\n{% link "post" "k-1" %}')
    (folder / "broken.txt").write_text("Betreff\n\n{% link 'nowhere' 1 %}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


@pytest.fixture
def server(settings):
    with MailServer(MAIL_PORT) as running:
        settings.MAIL_URL = running.url
        yield running


@pytest.fixture
def gateway(settings):
    with Gateway(GATEWAY_PORT) as running:
        settings.SMS_URL = running.url
        yield running


def _plain(mail):
    return mail.get_body(["plain"]).get_content().replace("\r\n", "\n")


def _send(template="ground/mail/note", *, to=ADA, thing="Posten", **more):
    return outbox.send(template, to=to, context={"thing": thing}, **more)


def _now(message):
    return Message.objects.get(pk=message.pk)


def test_a_message_stands_or_falls_with_what_caused_it():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _send()
        1 / 0  # noqa: B018
    assert Message.objects.count() == 0


def test_a_mail_arrives_whole(server):
    message = _send(about=Consumer.objects.create(name="x", position=7))
    assert delivery.hand_over() == 1
    [mail] = server.mails
    assert {name: mail[name] for name in ("Subject", "To", "Message-ID", "Auto-Submitted")} == {
        "Subject": "Bitte prüfen: Posten & Co",
        "To": "ada@example.org",
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
    }
    assert mail["From"] == "konfluenz@localhost"
    assert mail["Date"].datetime == _now(message).rendered_at.replace(microsecond=0)
    html = mail.get_body(["html"])
    assert _plain(mail) == "Guten Tag,\n\nam 7 <b>.\n"
    assert "am 7 &lt;b&gt;." in html.get_content()
    assert '<html lang="de" dir="ltr">' in html.get_content()
    assert (_now(message).state, _now(message).attempts) == (State.SENT, 1)


def test_a_mail_may_have_its_own_html_in_the_houses_frame(server):
    _send("ground/mail/special", to=outbox.BareAddress("a@example.org", "ar"), thing="<3")
    delivery.hand_over()
    html = server.mails[0].get_body(["html"]).get_content()
    assert '<p id="s">&lt;3</p>' in html
    assert '<html lang="ar" dir="rtl">' in html


def test_a_language_without_texts_is_not_claimed(server):
    _send(to=outbox.BareAddress("a@example.org", "so"))
    delivery.hand_over()
    assert '<html lang="de"' in server.mails[0].get_body(["html"]).get_content()


def test_the_demo_says_so_in_subject_and_both_bodies(server, settings):
    settings.DEMO = True
    _send()
    delivery.hand_over()
    [mail] = server.mails
    assert mail["Subject"] == "[Demo] Bitte prüfen: Posten & Co"
    assert _plain(mail).startswith("[Demo] ")
    assert mail.get_body(["html"]).get_content().count("[Demo]") == 2 + 1


def test_links_are_absolute_and_named_by_purpose(server, settings):
    settings.BASE_URL, settings.ROOT_URLCONF = "https://stadt.example", "tests.ground.test_outbox"
    settings.LINKS = {"post": "a-post"}
    _send("ground/mail/linked")
    delivery.hand_over()
    assert _plain(server.mails[0]) == "https://stadt.example/posten/k-1/\n"


def test_one_connection_serves_a_batch(server):
    for _ in range(5):
        _send()
    delivery.hand_over()
    assert (len(server.taken), server.connections) == (5, 1)


def test_a_temporary_no_is_tried_again_with_the_same_text_and_message_id(server):
    message = _send()
    server.answers = ["451 Bitte später"]
    delivery.hand_over()
    waiting = _now(message)
    assert (waiting.state, waiting.error) == (State.WAITING, "451 Bitte später")
    assert timedelta(seconds=47) < waiting.due_at - timezone.now() < timedelta(seconds=73)
    assert delivery.hand_over() == 0
    Message.objects.update(due_at=timezone.now(), context={"thing": "ganz anders"})
    delivery.hand_over()
    assert [m["Message-ID"] for m in server.mails] == [message.message_id]
    assert server.mails[0]["Subject"] == "Bitte prüfen: Posten & Co"
    assert (_now(message).state, _now(message).attempts, _now(message).error) == ("sent", 2, "")


@pytest.mark.parametrize("answer", ["rcpt 550 unknown here", "554 unknown here"])
def test_a_lasting_no_is_kept_in_the_servers_words_and_stops_nobody_else(server, answer):
    first, second = _send(), _send()
    server.answers = [answer]
    delivery.hand_over()
    assert (_now(first).state, _now(first).error) == (State.FAILED, answer.removeprefix("rcpt "))
    assert _now(second).state == State.SENT


def test_pauses_double_up_to_six_hours():
    minutes = [delivery.pause(n) / timedelta(minutes=1) for n in range(1, 17)]
    wanted = [1, 2, 4, 8, 16, 32, 64, 128, 256, *[360] * 7]
    assert all(0.8 * w <= m <= 1.2 * w for m, w in zip(minutes, wanted, strict=True))


def test_after_the_last_attempt_it_has_failed(server):
    message = _send()
    Message.objects.update(attempts=delivery.MAX_ATTEMPTS - 1)
    server.answers = ["451 no"]
    delivery.hand_over()
    assert (_now(message).state, _now(message).error) == (State.FAILED, "451 no")


def test_a_message_on_which_workers_die_does_not_come_back_for_ever(server):
    message = _send()
    Message.objects.update(attempts=delivery.MAX_ATTEMPTS)
    delivery.hand_over()
    assert (_now(message).state, len(server.taken)) == (State.FAILED, 0)


def test_a_server_that_is_down_costs_only_the_first_message_an_attempt(settings):
    settings.MAIL_URL = f"smtp://127.0.0.1:{MAIL_PORT}"
    first, second = _send(), _send()
    delivery.hand_over()
    assert [(_now(m).attempts, _now(m).state, _now(m).lease) for m in (first, second)] == [
        (1, State.WAITING, None),
        (0, State.WAITING, None),
    ]
    assert "refused" in _now(first).error
    assert delivery.hand_over() == 0


def test_a_broken_template_or_a_record_that_is_gone_fails_clearly(server):
    broken = _send("ground/mail/broken")
    missing = _send("ground/mail/not_there")
    record = Consumer.objects.create(name="y")
    gone = _send(about=record)
    record.delete()
    fine = _send()
    delivery.hand_over()
    assert [_now(m).state for m in (broken, missing, gone, fine)] == [*["failed"] * 3, "sent"]
    assert _now(broken).error == "UnknownPurpose: nowhere"
    assert _now(missing).error == "TemplateDoesNotExist: ground/mail/not_there.txt"
    assert _now(gone).error.endswith(f": ground.consumer:{_now(gone).about_id}")


def test_an_address_that_no_mail_can_have_fails(server):
    message = _send(to=outbox.BareAddress("a@b\nBcc: all@example.org"))
    delivery.hand_over()
    assert (_now(message).state, server.taken) == (State.FAILED, [])


def test_without_an_address_it_is_unreachable_until_there_is_one(server):
    message = _send(to=outbox.BareAddress(""))
    assert (message.state, delivery.hand_over()) == (State.UNREACHABLE, 0)
    with pytest.raises(outbox.OutboxRefused):
        outbox.retry(message, by=None)


def test_without_a_server_it_is_held_readable_and_goes_only_by_a_persons_act(settings):
    message, other = _send(), _send()
    delivery.hand_over()
    held = _now(message)
    assert (held.state, held.subject) == (State.HELD, "Bitte prüfen: Posten & Co")
    assert held.error
    with pytest.raises(outbox.OutboxRefused):
        outbox.release([held], by=None)
    with MailServer(MAIL_PORT) as server:
        settings.MAIL_URL = server.url
        assert delivery.hand_over() == 0
        assert outbox.release([held], by=None) == 1
        assert outbox.release([held], by=None) == 0
        delivery.hand_over()
        assert [mail["Message-ID"] for mail in server.mails] == [message.message_id]
    assert _now(other).state == State.HELD
    assert Entry.objects.get(about_id=message.pk).action == "message.released"


def test_a_failed_message_is_tried_anew_and_that_is_recorded(server):
    message = _send()
    server.answers = ["554 no"]
    delivery.hand_over()
    outbox.retry(message, by=None)
    delivery.hand_over()
    assert (_now(message).state, _now(message).attempts) == (State.SENT, 1)
    assert Entry.objects.get(about_id=message.pk).action == "message.retried"
    with pytest.raises(outbox.OutboxRefused):
        outbox.retry(message, by=None)


def test_confidential_ones_go_first(server):
    _send(), _send(), _send(confidential=True, thing="Code")
    delivery.hand_over(limit=1)
    assert server.mails[0]["Subject"] == "Bitte prüfen: Code & Co"


def test_stopping_gives_the_rest_back_at_once(server):
    messages = [_send() for _ in range(3)]
    delivery.hand_over(stop=lambda: len(server.taken) == 1)
    assert [(_now(m).state, _now(m).lease) for m in messages] == [
        (State.SENT, None),
        (State.WAITING, None),
        (State.WAITING, None),
    ]


def test_what_another_worker_has_leased_is_left_alone_until_the_sweep(server):
    message = _send()
    delivery._lease(5, timedelta(seconds=60))
    assert (delivery.hand_over(), delivery.sweep()) == (0, 0)
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert delivery.sweep() == 1
        assert _now(message).lease is None
        assert delivery.hand_over() == 1


def test_who_lost_the_lease_hands_nothing_over(server):
    _send()
    [mine] = delivery._lease(5, timedelta(seconds=0))
    [theirs] = delivery._lease(5, timedelta(seconds=60))
    assert delivery._begin(mine, timedelta(seconds=9)) is False
    assert delivery._begin(theirs, timedelta(seconds=9)) is True


def test_unsent_for_an_hour_is_reported():
    message = _send()
    assert list(outbox.stuck()) == []
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert list(outbox.stuck()) == [message]


def test_bodies_are_erased_after_their_days_and_the_row_stays(server):
    message, code = _send(), _send(confidential=True)
    delivery.hand_over()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert delivery.erase_old() == 1
        assert (_now(code).text, _now(message).text != "") == ("", True)
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert delivery.erase_old() == 1
        assert delivery.erase_old() == 0
    old = _now(message)
    assert (old.subject, old.text, old.html, old.context, old.address) == ("", "", "", {}, "")
    assert (old.state, old.erased_at is None) == (State.SENT, False)


def test_a_text_message_goes_to_the_gateway_with_the_same_key_on_every_try(gateway):
    message = _send(to=Reachable(), channel="sms")
    gateway.answers = [503]
    delivery.hand_over()
    assert _now(message).error == "503 said the gateway"
    Message.objects.update(due_at=timezone.now())
    delivery.hand_over()
    key = str(message.public_id)
    said = {"to": "+4926112345", "text": "Guten Tag,\n\nam  <b>.", "id": key}
    assert gateway.taken == [("/send?from=stadt", said)] * 2
    assert gateway.keys == [key, key]
    assert gateway.logins == ["Basic dXNlcjpnZWhlaW0="] * 2
    assert _now(message).state == State.SENT


def test_a_gateways_lasting_no_is_final_and_silence_is_not(gateway, settings):
    message, other = _send(to=Reachable(), channel="sms"), _send(to=Reachable(), channel="sms")
    gateway.answers = [400]
    delivery.hand_over(limit=1)
    assert (_now(message).state, _now(message).error) == ("failed", "400 said the gateway")
    settings.SMS_URL = "http://127.0.0.1:8149/"
    delivery.hand_over()
    assert (_now(other).state, _now(other).attempts) == (State.WAITING, 1)


def test_a_letter_becomes_a_pdf_and_waits_for_a_person():
    message = _send(to=Reachable(), channel="letter")
    delivery.hand_over()
    waiting = _now(message)
    assert (waiting.state, waiting.settled_at) == (State.MANUAL, None)
    [printed] = files.of(message)
    assert (printed.content_type, printed.public) == ("application/pdf", False)
    assert "Rheinstraße 1" in waiting.html
    outbox.done_by_hand(message, by=None, note="eingeworfen")
    assert (_now(message).state, _now(message).note) == (State.SENT, "eingeworfen")
    with pytest.raises(outbox.OutboxRefused):
        outbox.done_by_hand(message, by=None)
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        delivery.erase_old()
    assert not files.of(message).exists()


def test_a_letter_fetches_nothing_from_outside():
    with pytest.raises(by_hand.FatalURLFetchingError):
        by_hand.print_letter('<img src="http://127.0.0.1:8149/x.png">')


def test_a_call_is_a_persons_work():
    message = _send(to=Reachable(), channel="call")
    delivery.hand_over()
    assert (_now(message).state, _now(message).text.startswith("Guten Tag")) == ("manual", True)


@pytest.mark.parametrize(
    ("url", "tls", "ssl", "port"),
    [
        ("smtp://127.0.0.1:25", False, False, 25),
        ("smtp://u:p%40ss@mail.example", True, False, 587),
        ("smtp://mail.example?tls=off", False, False, 587),
        ("smtps://mail.example", False, True, 465),
    ],
)
def test_the_way_to_the_mail_server_is_closed_unless_it_is_this_machine(url, tls, ssl, port):
    client = backend(url)
    assert (client.use_tls, client.use_ssl, client.port) == (tls, ssl, port)
    assert client.password in {"", "p@ss"}


def test_a_wrong_address_of_the_mail_server_says_what_it_should_look_like():
    with pytest.raises(ValueError, match="smtp://user:password@host:port"):
        backend("http://mail.example")


def test_nothing_of_a_message_lies_open_in_the_table(server):
    _send(thing="geheimes Wort")
    delivery.hand_over()
    row = Message.objects.extra(
        select={"raw": "subject || text || html || address || context"}
    ).values_list("raw", flat=True)
    assert not any(word in row[0] for word in ("geheimes", "Guten", "ada@"))
