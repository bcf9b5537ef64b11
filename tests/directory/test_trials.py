"""Probebetrieb: nothing leaves, all is kept, and a person decides about each message later."""

import pytest
from tests.ground.loopback import MailServer

from konfluenz.directory import districts, municipality, trials
from konfluenz.directory.districts import DistrictRefused, Line
from konfluenz.directory.models import District
from konfluenz.directory.trials import TrialRefused
from konfluenz.ground import audit, delivery, outbox
from konfluenz.ground.models import Message
from konfluenz.ground.models.outbox import State
from konfluenz.ground.outbox import OutboxRefused
from konfluenz.ground.revisions import Stale
from konfluenz.people import persons
from konfluenz.volunteering import volunteers

pytestmark = pytest.mark.django_db

PORT = 8394


@pytest.fixture
def town(db):
    return municipality.set_up("Musterstadt", land="RP", by=None)


@pytest.fixture
def server(settings):
    with MailServer(PORT) as running:
        settings.MAIL_URL = running.url
        yield running


def _write(address, **more):
    return outbox.send("directory/mail/test", to=outbox.BareAddress(address), **more)


def _states():
    return dict(Message.objects.values_list("pk", "state"))


def test_on_trial_no_connection_is_made_and_every_message_can_be_read(town, server):
    trials.begin(by=None)
    mails = [_write(f"a{number}@example.org") for number in range(3)]
    letter = _write("a@example.org", channel="letter")
    Message.objects.filter(pk=letter.pk).update(
        address="Ada Demo\n56068 Koblenz", state="waiting", settled_at=None
    )
    delivery.hand_over()
    assert (server.connections, server.taken) == (0, [])
    assert set(_states().values()) == {State.HELD}
    held = Message.objects.get(pk=mails[0].pk)
    assert "Musterstadt" not in held.error
    assert "Probebetrieb" in held.error
    assert held.text.startswith("Guten Tag")


def test_only_released_addresses_are_reached(town, server):
    trials.begin(["Amt@Stadt.example ", "@team.example", "0261 129-0"], by=None)
    assert municipality.current().trial_addresses == [
        "amt@stadt.example",
        "@team.example",
        "+492611290",
    ]
    for address in ("AMT@stadt.example", "x@team.example", "x@eviteam.example", "x@a.team.example"):
        _write(address)
    delivery.hand_over()
    assert [mail["To"] for mail in server.mails] == ["AMT@stadt.example", "x@team.example"]
    assert trials.reason_to_hold("sms", "+492611290") == ""
    assert trials.reason_to_hold("sms", "+492611291") != ""


def test_the_end_lets_new_messages_go_and_each_held_one_is_decided_by_a_person(town, server):
    trials.begin(by=None)
    late, never, open_ = (_write(f"{name}@example.org") for name in ("late", "never", "open"))
    delivery.hand_over()
    with pytest.raises(OutboxRefused, match="Probebetrieb"):
        outbox.release([late], by=None)
    trials.end(by=None)
    _write("new@example.org")
    delivery.hand_over()
    assert [mail["To"] for mail in server.mails] == ["new@example.org"]
    assert trials.held() == 3
    assert (outbox.release([late], by=None), outbox.drop([never], by=None)) == (1, 1)
    assert outbox.drop([late], by=None) == 0
    delivery.hand_over()
    assert [mail["To"] for mail in server.mails] == ["new@example.org", "late@example.org"]
    assert [_states()[one.pk] for one in (late, never, open_)] == ["sent", "dropped", "held"]
    assert outbox.keep([never], by=None) == 1
    assert trials.held() == 2
    assert audit.timeline(never).first().action == "message.kept"


def test_what_is_no_address_is_refused_and_two_people_are_told(town):
    for wrong in ("Herr Demo", "@", "amt@", "12"):
        with pytest.raises(TrialRefused, match=wrong):
            trials.begin([wrong], by=None)
    with pytest.raises(TrialRefused, match="beendet"):
        trials.allow(["a@example.org"], by=None)
    seen = trials.begin(by=None).revision
    trials.allow(["a@example.org"], seen=seen, by=None)
    with pytest.raises(Stale):
        trials.allow(["b@example.org"], seen=seen, by=None)
    with pytest.raises(TrialRefused, match="50"):
        trials.allow([f"a{number}@example.org" for number in range(51)], by=None)


def test_before_any_city_messages_go_as_ever(db):
    assert trials.reason_to_hold("mail", "a@example.org") == ""


def test_a_list_of_districts_adds_and_corrects_and_takes_nothing_away(town):
    lay = districts.add("Lay", number="31", by=None)
    written = districts.write([Line("Altstadt", "11"), Line("LAY"), Line("Güls")], by=None)
    assert vars(written) == {"new": 2, "changed": 0, "unchanged": 1}
    written = districts.write([Line("lay", "32"), Line("Altstadt", "11")], by=None)
    assert vars(written) == {"new": 0, "changed": 1, "unchanged": 1}
    assert dict(District.objects.values_list("name", "number")) == {
        "Altstadt": "11",
        "Güls": "",
        "Lay": "32",
    }
    volunteers.add(persons.add("Ada Demo", by=None), district=lay, by=None)
    with pytest.raises(DistrictRefused, match="verwendet"):
        districts.remove(lay, by=None)
    districts.remove(District.objects.get(name="Güls"), by=None)
    assert District.objects.count() == 2
