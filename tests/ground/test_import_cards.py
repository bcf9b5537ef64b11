"""Address cards of all versions, as they come: folded, escaped, half, with pictures."""

import pytest
from django.utils import translation

from konfluenz.ground.imports import cards, reading, tables


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


OLD = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\n"
    b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:H=C3=A4user;Sabine;;Dr.;\r\n"
    b"TEL;CELL;PREF:0171 1\r\nTEL;HOME:0261 2\r\nTEL;WORK;FAX:0261 3\r\n"
    b"ADR;HOME;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:;;Neue Stra=DFe=\r\n"
    b" 7;Musterstadt;;56000;\r\n"
    b"NOTE;ENCODING=QUOTED-PRINTABLE:mag=0D=0A=\r\nKatzen\r\n"
    b"PHOTO;JPEG;ENCODING=BASE64:\r\n AAAA\r\n BBBB\r\n\r\nBDAY:19850401\r\nEND:VCARD\r\n"
)
MIDDLE = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Kim Demo\\, jun.\nN:Demo;Kim;;;\nitem1.EMAIL;TYPE=INTERNET:kim@\n"
    " example.org\nEMAIL;TYPE=PREF:zuerst@example.org\nORG:Demo-Verein;Vorstand\n"
    "CATEGORIES:Sport,Kinder\\, klein\nBDAY:1604-02-03\nkeine Eigenschaft\nEND:VCARD\n"
)
NEW = (
    "BEGIN:VCARD\nVERSION:4.0\nUID:urn:1\nFN:ليلى\n"
    'TEL;VALUE=uri;TYPE="voice,home":tel:+49-261-5;ext=1\n'
    "BDAY:--0203\nLANG;PREF=1:ar\nNOTE:eins\\nzwei\n"
    "ADR:;;Am Plan 1;Musterstadt;;56000;D\nEND:VCARD\n"
)


def read(data):
    """Return the cards as {heading: text}, without what is empty."""
    table = cards.read(data if isinstance(data, bytes) else data.encode())
    head, *rows = table.lines
    shown = [dict(zip(head.cells, row.cells, strict=True)) for row in rows]
    return [{name: text for name, text in row.items() if text} for row in shown]


def test_the_version_of_old_phones():
    assert read(OLD) == [
        {
            "Name": "Dr. Sabine Häuser",
            "Telefon": "0171 1\n0261 2",
            "Straße": "Neue Straße 7",
            "Postleitzahl": "56000",
            "Ort": "Musterstadt",
            "Geburtstag": "1985-04-01",
            "Bemerkung": "mag\r\nKatzen",
        }
    ]


def test_the_usual_version_and_the_newest_in_one_file():
    assert read(MIDDLE + NEW) == [
        {
            "Name": "Kim Demo, jun.",
            "E-Mail": "zuerst@example.org\nkim@example.org",
            "Organisation": "Demo-Verein, Vorstand",
            "Kategorien": "Sport, Kinder, klein",
        },
        {
            "Name": "ليلى",
            "Telefon": "+49-261-5",
            "Straße": "Am Plan 1",
            "Postleitzahl": "56000",
            "Ort": "Musterstadt",
            "Sprachen": "ar",
            "Bemerkung": "eins\nzwei",
            "Kennung": "urn:1",
        },
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_are_right_in_every_usual_encoding(encoding):
    text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jörg Größe\r\nEND:VCARD\r\n" * 4
    assert [row["Name"] for row in read(text.encode(encoding))] == ["Jörg Größe"] * 4


def test_a_wrong_charset_is_read_as_well_as_can_be():
    card = b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=%s:M\xfcller\nEND:VCARD\n"
    named = [read(card % name)[0]["Name"] for name in (b"UTF-8", b"NOBODY-KNOWS", b"ISO-8859-1")]
    assert named == ["Müller"] * 3


def test_half_a_card_is_named_and_the_others_are_read():
    half = "BEGIN:VCARD\nVERSION:3.0\nFN:Halb Demo\n"
    table = cards.read((half + MIDDLE + half).encode())
    told = [(line.number, line.cells[0], line.flaw[:30]) for line in table.lines[1:]]
    assert told == [
        (1, "Halb Demo", "Diese Karte hat kein Ende: Die"),
        (4, "Kim Demo, jun.", ""),
        (16, "Halb Demo", "Diese Karte hat kein Ende: Die"),
    ]


def test_a_group_and_a_firm_are_no_persons():
    card = "BEGIN:VCARD\nVERSION:4.0\n%s\nEND:VCARD\n"
    table = cards.read(
        "".join(
            card % one
            for one in (
                "FN:Alle\nKIND:group",
                "FN:Demo-Bau\nORG:Demo-Bau",
                "FN:Demo-Bau\nN:;;;;\nX-ABShowAs:COMPANY",
                "FN:Kim Demo\nORG:Demo-Bau",
            )
        ).encode()
    )
    assert [bool(line.flaw) for line in table.lines[1:]] == [True, True, True, False]


def test_a_card_within_a_card_and_a_photo_of_five_megabytes_are_passed_over():
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "\n ".join(["A" * 74] * 70_000)
    inner = "AGENT:\nBEGIN:VCARD\nVERSION:2.1\nFN:Innen\nEND:VCARD\n"
    card = f"BEGIN:VCARD\nVERSION:2.1\nFN:Kim Demo\n{photo}\n{inner}TEL:1\nEND:VCARD\n"
    assert read(card) == [{"Name": "Kim Demo", "Telefon": "1"}]


def test_cards_are_told_from_other_text():
    forms = [
        reading.form_of(data)
        for data in (OLD, b"\xef\xbb\xbf" + NEW.encode(), b"Name;Ort\nBEGIN:VCARD;x\n")
    ]
    assert forms == ["cards", "cards", "text"]


def test_ten_thousand_cards_are_one_table():
    table = cards.read(MIDDLE.encode() * 10_000)
    assert len(table.lines) == 10_001


def test_more_than_a_table_holds_are_refused():
    with pytest.raises(tables.TableRefused, match="mehr als 100"):
        cards.read(b"BEGIN:VCARD\nFN:A\nEND:VCARD\n" * 100_001)
