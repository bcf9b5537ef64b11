"""Links in mails: one purpose, a few days, one act; opening them changes nothing."""

import datetime as dt

import pytest
from django.db import transaction

from konfluenz.ground import links, throttle
from konfluenz.ground.links import LinkRefused
from konfluenz.volunteering import magic
from konfluenz.volunteering.magic import DAYS, Purpose

pytestmark = pytest.mark.django_db
CONFIRM = Purpose.VOLUNTEER_CONFIRM
DAY = 24 * 60 * 60


def test_a_mail_scanner_may_open_the_link_as_often_as_it_likes():
    token = magic.token(CONFIRM, {"volunteer": "k-1"})
    for _ in range(5):
        assert magic.read(CONFIRM, token) == {"volunteer": "k-1"}
    assert magic.use(CONFIRM, token) == {"volunteer": "k-1"}


def test_a_link_acts_once_and_says_so():
    token = magic.token(CONFIRM, {})
    assert not magic.is_used(CONFIRM, token)
    magic.use(CONFIRM, token)
    assert magic.is_used(CONFIRM, token)
    with pytest.raises(LinkRefused, match="schon benutzt"):
        magic.use(CONFIRM, token)
    assert magic.use(CONFIRM, magic.token(CONFIRM, {"another": 1})) == {"another": 1}


def test_an_act_that_was_refused_leaves_the_link_as_it_was():
    token = magic.token(CONFIRM, {})

    def act():
        with transaction.atomic():
            magic.use(CONFIRM, token)
            raise ValueError("refused")

    for _ in range(2):
        with pytest.raises(ValueError, match="refused"):
            act()
    assert magic.use(CONFIRM, token) == {}


def test_a_link_serves_no_other_purpose():
    token = magic.token(CONFIRM, {})
    for purpose in set(Purpose) - {CONFIRM}:
        with pytest.raises(LinkRefused):
            magic.read(purpose, token)


@pytest.mark.parametrize("broken", ["", "x", "a:b:c", "löschen"])
def test_half_a_link_is_refused_in_words(broken):
    with pytest.raises(LinkRefused):
        magic.use(CONFIRM, broken)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_link_holds_for_its_days_and_no_longer(purpose, monkeypatch):
    token, now = magic.token(purpose, {}), links.time.time()
    monkeypatch.setattr(links.time, "time", lambda: now + DAYS[purpose] * DAY - 60)
    assert magic.read(purpose, token) == {}
    monkeypatch.setattr(links.time, "time", lambda: now + DAYS[purpose] * DAY + 60)
    with pytest.raises(LinkRefused):
        magic.read(purpose, token)


def test_sweeping_forgets_no_link_that_still_holds(monkeypatch):
    token = magic.token(CONFIRM, {})
    magic.use(CONFIRM, token)
    later = throttle.timezone.now() + dt.timedelta(days=max(DAYS.values()))
    monkeypatch.setattr(throttle.timezone, "now", lambda: later)
    throttle.sweep()
    with pytest.raises(LinkRefused):
        magic.use(CONFIRM, token)
