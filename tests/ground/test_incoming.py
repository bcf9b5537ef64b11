"""A mail is read as a person would read it, however broken it is."""

import datetime as dt
import io
import zipfile

import pytest
from django.utils import translation

from konfluenz.ground import incoming
from konfluenz.ground.imports import mailboxes, reading, tables
from konfluenz.ground.incoming import MailRefused, Origin

HEAD = (
    "From: Ada Demo <Ada@Example.org>\nTo: stadt@example.org\n"
    "Date: Mon, 2 Nov 2026 10:00:00 +0100\n"
)


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


def read(text):
    return incoming.read(text if isinstance(text, bytes) else text.encode())


def test_who_wrote_what_when_to_whom_and_after_which_mails():
    mail = read(
        f"{HEAD}Cc: Kim <kim@example.org>\nMessage-ID: <3@x>\nReferences: <1@x>\n <2@x>\n"
        "In-Reply-To: <2@x>\nSubject: =?utf-8?q?K=C3=B6?= =?utf-8?q?ln?=\n\nGuten Tag\n"
    )
    assert (mail.id, mail.references) == ("3@x", ("1@x", "2@x"))
    assert (mail.sender, mail.sender_name) == ("ada@example.org", "Ada Demo")
    assert mail.others == ("stadt@example.org", "kim@example.org")
    assert mail.at == dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)
    assert (mail.subject, mail.text, mail.origin) == ("Köln", "Guten Tag", Origin.PERSON)


def test_of_alternatives_the_plain_one_of_html_the_words_of_files_the_names():
    mail = read(
        f'{HEAD}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="a"\n\n'
        '--a\nContent-Type: multipart/alternative; boundary="b"\n\n'
        "--b\nContent-Type: text/html\n\n<p>Nicht dies</p>\n"
        "--b\nContent-Type: text/plain; charset=iso-8859-1\n"
        "Content-Transfer-Encoding: quoted-printable\n\nGr=FC=DFe\n--b--\n"
        '--a\nContent-Type: application/pdf; name="Brief.pdf"\n'
        "Content-Disposition: attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe.pdf\n\nx\n"
        "--a\nContent-Type: message/rfc822\n\nSubject: innen\n\nweiter\n--a--\n"
    )
    assert (mail.text, mail.attachments) == ("Grüße", ("Grüße.pdf", "message/rfc822"))
    html = read(
        f"{HEAD}Content-Type: text/html\n\n<style>p{{}}</style><p>Guten <b>Tag</b></p>"
        "<script>x()</script><ul><li>eins</ul>"
    )
    assert html.text == "Guten Tag\n\n– eins"


@pytest.mark.parametrize(
    ("charset", "body", "text"),
    [
        (b"utf-8", "Größe".encode("cp1252"), "Größe"),
        (b"nobody-knows", "Größe".encode(), "Größe"),
        (b"us-ascii", "Größe".encode(), "Größe"),
        (b"utf-8", b"a\x00b\x81", "ab\ufffd"),
    ],
)
def test_broken_charsets_are_shown_as_they_can_be_read(charset, body, text):
    head = HEAD.encode() + b"Subject: K\xf6ln\nContent-Type: text/plain; charset=" + charset
    mail = read(head + b"\n\n" + body)
    assert (mail.text, mail.subject) == (text, "Köln")


@pytest.mark.parametrize(
    ("headers", "origin"),
    [
        ("Auto-Submitted: auto-replied", Origin.AUTOMATIC),
        ("Auto-Submitted: no", Origin.PERSON),
        ("X-Autoreply: yes", Origin.AUTOMATIC),
        ("Precedence: auto_reply", Origin.AUTOMATIC),
        ("Precedence: bulk", Origin.LIST),
        ("List-Unsubscribe: <https://example.org>", Origin.LIST),
        ("Return-Path: <>", Origin.BOUNCE),
        ("Content-Type: multipart/report; report-type=delivery-status; boundary=x", Origin.BOUNCE),
        (
            "Content-Type: multipart/report; report-type=disposition-notification; boundary=x",
            Origin.AUTOMATIC,
        ),
        ("X-Spam-Flag: YES", Origin.SPAM),
    ],
)
def test_machines_are_known_by_their_headers(headers, origin):
    assert read(f"{HEAD}{headers}\n\nText\n").origin == origin


def test_what_mail_programs_marked_as_answered():
    marks = (
        "X-Mozilla-Status: 0003",
        "X-Mozilla-Status: 0001",
        "X-Status: A",
        "X-Status: R",
        "A: b",
    )
    shown = [read(f"{HEAD}{mark}\n\nText\n").answered for mark in marks]
    assert shown == [True, False, True, False, False]


def _nested(depth):
    opened = "".join(
        f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(depth)
    )
    return f"{HEAD}MIME-Version: 1.0\n{opened}Content-Type: text/plain\n\nTief\n"


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        (_nested(22), "zu tief verschachtelt"),
        (_nested(900), "zu tief verschachtelt"),
        (
            f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 60,
            "mehr als 50 Teile",
        ),
        (HEAD.encode() + b"\n" + b"x" * incoming.MOST_BYTES, "größer als 25 MB"),
    ],
)
def test_beyond_the_limits_a_mail_is_refused(mail, words):
    with pytest.raises(MailRefused, match=words):
        read(mail)
    assert read(_nested(19)).text == "Tief"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "From: \nDate: gestern\nSubject: =?x?q?=?=\n\n",
        "From: a@b@c\nReply-To: ,,<>\nDate: Mon, 99 Foo 9999 99:99:99\nMessage-ID: <>\n\nx",
        'From: "\nContent-Type: text/plain; charset="\nContent-Disposition: attachment; filename*=x'
        "\n\nx",
        "From: x@example.org\nContent-Type: multipart/mixed\n\nohne Grenze",
        "From: x@example.org\nContent-Transfer-Encoding: base64\n\n!!!!=",
    ],
)
def test_nothing_that_is_sent_makes_it_fail(text):
    read(text)
    read(text.encode() + b"\xff\xfe\x00")


BOX = (
    f"From - Mon Nov  2 10:00:00 2026\n{HEAD}Subject: zwei\n\nText\n>From hier an\n\nFrom da an\n\n"
    "From MAILER Sun Nov  1 10:00:00 2026\r\nDate: Sun, 1 Nov 2026 10:00:00 +0100\n"
    "Subject: eins\n\nx\n"
)


def test_a_mailbox_is_its_mails_by_their_time():
    rows = mailboxes.read(BOX.encode()).lines[1:]
    assert [(line.number, line.cells[0].partition("Subject: ")[2]) for line in rows] == [
        (1, "eins\n\nx\n"),
        (2, "zwei\n\nText\nFrom hier an\n\nFrom da an\n"),
    ]


def test_a_mailbox_a_mail_and_an_archive_of_mails_are_told_from_lists():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("Eingang/eins.eml", f"{HEAD}Subject: eins\n\nx")
        archive.writestr("Archiv.mbox", BOX)
        archive.writestr("__MACOSX/._eins.eml", "x")
        archive.writestr("liesmich.txt", "x")
    packed = held.getvalue()
    forms = [reading.form_of(data) for data in (BOX.encode(), HEAD.encode() + b"\nx", packed)]
    assert forms == ["mail", "mail", "mail"]
    assert len(mailboxes.read(packed).lines) == 4
    assert reading.form_of(b"From: ada\nName;Ort\n") == "text"
    with pytest.raises(tables.TableRefused, match="Archiv"):
        mailboxes.read(packed[:200] + packed[300:])
