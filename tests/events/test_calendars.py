"""Events as iCalendar, and calendars of others read in: nothing is lost, nothing comes twice."""

import datetime as dt

import pytest
from icalendar import Calendar
from tests.events.gathering import event, said, unit

from konfluenz.events import calendars, events, occurrences
from konfluenz.events.calendars import Wording
from konfluenz.events.importing import event_kind
from konfluenz.events.models import Event
from konfluenz.ground import imports
from konfluenz.ground.imports import calendars as calendar_form
from konfluenz.ground.imports import reading
from konfluenz.ground.imports.tables import Asked, TableRefused

pytestmark = pytest.mark.django_db

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Demo//DE\r\nX-WR-CALNAME:Demo-Verein\r\n"
TAIL = "END:VCALENDAR\r\n"
SERIES = """BEGIN:VEVENT
UID:reihe@demo.example.org
DTSTAMP:20260101T000000Z
SEQUENCE:1
SUMMARY:Offener Treff\\, für alle
DESCRIPTION:Erste Zeile.<br>Zweite Zeile.
LOCATION:Demo-Haus\\, Musterweg 1\\, 56068 Koblenz
DTSTART;TZID=Europe/Berlin:20260324T180000
DTEND;TZID=Europe/Berlin:20260324T200000
RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20260505T215959Z
EXDATE;TZID=Europe/Berlin:20260407T180000
END:VEVENT
"""
MOVED = """BEGIN:VEVENT
UID:reihe@demo.example.org
RECURRENCE-ID;TZID=Europe/Berlin:20260414T180000
SUMMARY:Offener Treff im Garten
DTSTART;TZID=Europe/Berlin:20260415T170000
DTEND;TZID=Europe/Berlin:20260415T190000
END:VEVENT
BEGIN:VEVENT
UID:reihe@demo.example.org
RECURRENCE-ID;TZID=Europe/Berlin:20260421T180000
STATUS:CANCELLED
SUMMARY:Offener Treff
DTSTART;TZID=Europe/Berlin:20260421T180000
END:VEVENT
"""


@pytest.fixture(autouse=True)
def winter(time_machine_at):
    time_machine_at("2026-01-10 12:00")
    unit()


def _file(tmp_path, *entries, head=HEAD, tail=TAIL, name="kalender.ics"):
    path = tmp_path / name
    body = "".join(entries).replace("\n", "\r\n")
    path.write_bytes((head + body + tail).encode())
    return path


def _take(path):
    lines = []
    count = imports.importer("events")(path, lines.append)
    return str(count), "\n".join(lines)


def _entry(**values):
    lines = {"UID": "eins@demo", "SUMMARY": "Fest", "DTSTART": ":20260401T100000Z"} | values
    said_lines = [
        f"{key}{value if value[:1] in ':;' else ':' + value}" for key, value in lines.items()
    ]
    return "BEGIN:VEVENT\n" + "\n".join(said_lines) + "\nEND:VEVENT\n"


def test_a_series_goes_out_with_its_zone_rule_and_days_left_out():
    made = event(rrule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20260505")
    events.skip(made, dt.date(2026, 3, 31), "Pause.", by=None)
    wording = Wording("Sprachcafé, offen; für alle", "Zeile\nZeile", "https://x.example/e", "de")
    data = calendars.write("Kalender", "de", [(Event.objects.get(), wording)])
    assert data == calendars.write("Kalender", "de", [(Event.objects.get(), wording)])
    assert max(map(len, data.split(b"\r\n"))) <= 75
    text = data.replace(b"\r\n ", b"").decode()
    for line in (
        "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin",
        "SUMMARY;LANGUAGE=de:Sprachcafé\\, offen\\; für alle",
        "DTSTART;TZID=Europe/Berlin:20260324T180000",
        "RRULE:FREQ=WEEKLY;UNTIL=20260505T215959Z;BYDAY=TU",
        "EXDATE;TZID=Europe/Berlin:20260331T180000",
        "STATUS:CONFIRMED",
        "LOCATION:Demo-Haus\\, Musterweg 1\\, 56068 Koblenz",
    ):
        assert line in text
    entry = Calendar.from_ical(data).events[0]
    assert entry.start == made.starts_at
    assert entry["UID"] == calendars.uid(made)


def test_whole_days_and_cancelled_events_say_so():
    made = event(
        "Woche", "2026-03-28 00:00", "2026-03-30 00:00", all_day=True, rrule="FREQ=YEARLY;COUNT=2"
    )
    events.cancel(made, "Kein Geld.", by=None)
    text = calendars.write("K", "de", [(Event.objects.get(), Wording("Woche", "", "https://x"))])
    for line in (b"DTSTART;VALUE=DATE:20260328", b"DTEND;VALUE=DATE:20260330", b"STATUS:CANCELLED"):
        assert line in text


def test_a_calendar_comes_in_as_drafts_and_a_second_time_changes_nothing(tmp_path):
    path = _file(tmp_path, SERIES, MOVED)
    assert _take(path)[0] == "2 new, 0 changed, 0 unchanged, 0 refused"
    series, moved = Event.objects.order_by("starts_at")
    assert (series.title, series.state) == ("Offener Treff, für alle", "draft")
    assert series.description == "Erste Zeile.\nZweite Zeile."
    assert (series.place.name, series.place.street, series.place.town) == (
        "Demo-Haus",
        "Musterweg 1",
        "Koblenz",
    )
    assert said(occurrences.from_(series, series.starts_at)) == [
        "Di 24.03. 18:00–20:00 +01",
        "Di 31.03. 18:00–20:00 +02",
        "Di 21.04. 18:00–20:00 +02 fällt aus: Laut dem Kalender des Veranstalters abgesagt.",
        "Di 28.04. 18:00–20:00 +02",
        "Di 05.05. 18:00–20:00 +02",
    ]
    assert said(occurrences.from_(moved, moved.starts_at)) == ["Mi 15.04. 17:00–19:00 +02"]
    assert _take(path)[0] == "0 new, 0 changed, 2 unchanged, 0 refused"


def test_what_changed_there_changes_here_and_what_the_office_wrote_stays(tmp_path):
    _take(_file(tmp_path, SERIES))
    made = Event.objects.get()
    events.correct(made, {"description": "Vom Büro geschrieben."}, by=None)
    newer = SERIES.replace("SEQUENCE:1", "SEQUENCE:2").replace("T200000", "T210000")
    newer = newer.replace("Erste Zeile", "Andere Zeile").replace(
        "SUMMARY:Offener", "SUMMARY:Bunter"
    )
    outcome, told = _take(_file(tmp_path, newer, name="neu.ics"))
    assert outcome == "0 new, 1 changed, 0 unchanged, 0 refused"
    again = Event.objects.get()
    assert (again.title, again.description) == ("Bunter Treff, für alle", "Vom Büro geschrieben.")
    assert said(occurrences.from_(again, again.starts_at))[0] == "Di 24.03. 18:00–21:00 +01"
    other = _entry()
    outcome, told = _take(_file(tmp_path, other, name="weg.ics"))
    assert "Nicht mehr im Kalender: Bunter Treff, für alle" in told
    assert Event.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "starts", "told"),
    [
        ({"DTSTART": ":20260401T100000Z"}, "Mi 01.04. 12:00–13:00 +02", "eine Stunde"),
        ({"DTSTART": ":20260401T100000"}, "Mi 01.04. 10:00–11:00 +02", ""),
        ({"DTSTART": ";VALUE=DATE:20260401"}, "Mi 01.04. 00:00–00:00 +02", ""),
        (
            {"DTSTART": ";TZID=America/New_York:20260401T100000", "DURATION": "PT90M"},
            "Mi 01.04. 16:00–17:30 +02",
            "",
        ),
        (
            {"DTSTART": ";TZID=W. Europe Standard Time:20260401T100000", "DURATION": "PT2H"},
            "Mi 01.04. 10:00–12:00 +02",
            "",
        ),
        (
            {"DTSTART": ";TZID=Nirgends/Land:20260401T100000", "DURATION": "PT2H"},
            "Mi 01.04. 10:00–12:00 +02",
            "Zeitzone „Nirgends/Land“",
        ),
        (
            {"DTSTART": ":20260401T160000Z", "RRULE": "FREQ=WEEKLY;COUNT=2", "DURATION": "PT1H"},
            "Mi 01.04. 18:00–19:00 +02",
            "anderen Zeitzone; hier hält sie sich",
        ),
    ],
)
def test_foreign_zones_floating_times_and_whole_days(values, starts, told):
    table = calendar_form.read((HEAD + _entry(**values).replace("\n", "\r\n") + TAIL).encode())
    reader = event_kind.begin({}, None)
    content = reader.read({"entry": table.lines[1].cells[0]})
    made = reader.add(content).record
    assert said(occurrences.from_(made, made.starts_at))[0] == starts
    assert told in " ".join(content.told)


def test_further_times_beside_the_rule_become_events_of_their_own(tmp_path):
    extra = _entry(
        DTSTART=";TZID=Europe/Berlin:20260401T100000",
        DTEND=";TZID=Europe/Berlin:20260401T113000",
        RDATE=";TZID=Europe/Berlin:20260409T100000,20260410T140000",
    )
    path = _file(tmp_path, extra)
    assert _take(path)[0] == "3 new, 0 changed, 0 unchanged, 0 refused"
    times = [said(occurrences.from_(one, one.starts_at))[0] for one in Event.objects.all()]
    assert times == [
        "Mi 01.04. 10:00–11:30 +02",
        "Do 09.04. 10:00–11:30 +02",
        "Fr 10.04. 14:00–15:30 +02",
    ]
    assert _take(path)[0] == "0 new, 0 changed, 3 unchanged, 0 refused"


def test_what_cannot_be_taken_is_refused_by_line_and_the_rest_comes(tmp_path):
    path = _file(
        tmp_path,
        _entry(UID="a", DTSTART=":gestern"),
        _entry(UID="b", RRULE="FREQ=HOURLY"),
        _entry(UID="c", SUMMARY=""),
        _entry(UID="d", DTSTART=":20250101T100000Z"),
        _entry(UID="e", STATUS="CANCELLED"),
        _entry(UID="f"),
        "BEGIN:VTODO\nUID:t\nEND:VTODO\n",
        "BEGIN:VEVENT\nUID:g\nSUMMARY:Halb",
        tail="",
    )
    outcome, told = _take(path)
    assert outcome == "1 new, 0 changed, 0 unchanged, 6 refused"
    for words in ("kein Tag", "FREQ=DAILY", "keinen Titel", "vorbei", "abgesagt", "abgeschnitten"):
        assert words in told
    assert Event.objects.get().uid == "f"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_other_encodings_are_read(tmp_path, encoding):
    path = tmp_path / "k.ics"
    text = HEAD + _entry(SUMMARY="Frühstück für alle").replace("\n", "\r\n") + TAIL
    path.write_bytes(text.encode(encoding))
    assert _take(path)[0].startswith("1 new")
    assert Event.objects.get().title == "Frühstück für alle"


def test_other_files_and_too_large_ones_say_what_to_do(tmp_path):
    with pytest.raises(TableRefused, match="keine Veranstaltung"):
        calendar_form.read((HEAD + TAIL).encode())
    with pytest.raises(TableRefused, match="kein Kalender"):
        reading.read(b"Titel;Tag\nFest;1.4.\n", event_kind.KIND, Asked())
    large = tmp_path / "gross.ics"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert _take(large) == (
        "0 new, 0 changed, 0 unchanged, 1 refused",
        "Diese Datei ist größer als 25 MB.",
    )
