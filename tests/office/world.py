"""People, clients and counting for the tests of the office."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from konfluenz.people import accounts, contacts, languages, persons, roles

MOST_QUERIES = 15
"""What a page of the office may ask the database, however many rows it shows."""


def account(role="coordinator", name="Kim Muster"):
    """Open an account that holds `role`."""
    someone = persons.add(name, by=None)
    opened = accounts.open(someone, f"{role}@office.example", by=None)
    roles.grant(someone, role, by=None)
    return opened


def client(role="coordinator"):
    """Return a client that is logged in with `role`."""
    browser = Client()
    browser.force_login(account(role))
    return browser


def crowd(size, first=0):
    """Write down `size` persons with everything a list reads."""
    made = []
    for number in range(first, first + size):
        one = persons.add(f"Ada Demo{number:03d}", by=None, names=[("arabic", f"آدا {number}")])
        contacts.add(one, "mail", f"ada{number}@example.org", by=None)
        languages.put(one, "ar", "native", by=None)
        made.append(one)
    return made


def queries(browser, url):
    """Return how many queries the page costs, and that it was there."""
    browser.get(url)
    with CaptureQueriesContext(connection) as seen:
        answer = browser.get(url)
    assert answer.status_code == 200
    return len(seen)


def text(answer):
    """Return the words of a page, without tags and doubled blanks."""
    page = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return " ".join(page.split())
