"""Logging in: password or one-time code, second factor, limits, what the trail says."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.people.world import account, actions

from konfluenz.ground import rendering
from konfluenz.ground.models import Entry, Message
from konfluenz.people import accounts

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


@pytest.fixture
def ada():
    return account("editor", email="ada@example.org", password=PASSWORD)


def log_in(email="ada@example.org", password=PASSWORD, client=None, address="192.0.2.1"):
    client = client or Client(REMOTE_ADDR=address)
    return client, client.post(reverse("account_login"), {"login": email, "password": password})


def is_in(client):
    return "_auth_user_id" in client.session


def test_a_password_opens_the_door_however_the_address_is_capitalised(ada):
    client, _response = log_in("ADA@Example.org")
    assert is_in(client)
    assert actions(ada)[-1] == "account.logged_in"


def test_a_wrong_password_is_noted_without_the_address(ada):
    client, _response = log_in(password="wrong")
    log_in("nobody@example.org")
    assert not is_in(client)
    assert actions(ada)[1:] == ["account.login_failed"]
    said = list(Entry.objects.values_list("action", "detail__content"))
    assert "@" not in str(said)


def test_the_sixth_failure_is_refused_even_with_the_right_password_from_elsewhere(ada):
    for number in range(5):
        log_in(password="wrong", address=f"192.0.2.{number}")
    client, response = log_in(address="198.51.100.7")
    assert not is_in(client)
    assert response.status_code in {200, 429}
    assert actions(ada).count("account.login_failed") == 5


def test_thirty_failures_an_hour_close_an_address_to_all_accounts(ada):
    for number in range(30):
        log_in(f"guess{number}@example.org", "wrong")
    assert not is_in(log_in()[0])
    assert is_in(log_in(address="198.51.100.7")[0])


def test_the_limit_is_counted_in_the_database(ada):
    log_in(password="wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM konfluenz_cache WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone()[0] == 2


def test_a_code_by_mail_opens_the_door_once(ada):
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": "ada@example.org"})
    message = Message.objects.get(template="people/mail/login_code")
    assert (message.confidential, message.address) == (True, "ada@example.org")
    code = message.context["code"]
    text = rendering.render(message)
    assert text.subject == "Ihr Code zum Anmelden"
    assert code in text.text
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert is_in(client)


def test_a_wrong_code_is_noted(ada):
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": "ada@example.org"})
    client.post(reverse("account_confirm_login_code"), {"code": "nonsense"})
    assert not is_in(client)
    assert actions(ada)[-1] == "account.login_failed"


def test_a_stranger_cannot_tell_which_addresses_have_accounts(ada):
    answers = []
    for email in ("ada@example.org", "nobody@example.org"):
        response = Client().post(reverse("account_request_login_code"), {"email": email})
        answers.append((response.status_code, response.headers.get("Location")))
    assert answers[0] == answers[1]
    assert Message.objects.filter(template="people/mail/login_code").count() == 1


def test_a_closed_account_stays_out(ada):
    accounts.close(ada, by=None)
    assert not is_in(log_in()[0])
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": "ada@example.org"})
    for message in Message.objects.filter(template="people/mail/login_code"):
        client.post(reverse("account_confirm_login_code"), {"code": message.context["code"]})
    assert not is_in(client)


def test_a_second_factor_is_asked_for_and_its_secret_is_sealed(ada):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(ada, secret)
    assert accounts.has_second_factor(ada)
    assert secret not in str(Authenticator.objects.values_list("data", flat=True))
    client, response = log_in()
    assert not is_in(client)
    assert response.headers["Location"] == reverse("mfa_authenticate")
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert actions(ada)[-1] == "account.login_failed"
    code = totp.format_hotp_value(
        totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))
    )
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert is_in(client)


def test_a_reset_asks_for_the_second_factor_and_is_told_by_mail(ada):
    totp.TOTP.activate(ada, totp.generate_totp_secret())
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "ada@example.org"})
    message = Message.objects.get(template="people/mail/password_reset")
    link = re.search(r"/konto/passwort/neu/[^\s]+", rendering.render(message).text)[0]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = {"password1": "an even longer one", "password2": "an even longer one"}
    client.post(form, new)
    assert not is_in(client)
    ada.refresh_from_db()
    assert ada.check_password("an even longer one")
    assert Message.objects.filter(template="people/mail/password_changed").count() == 1
    assert "account.password_changed" in actions(ada)
    assert not is_in(log_in(password="an even longer one")[0])


@pytest.mark.parametrize("language", ["de", "de-simple", "en", "uk", "ar", "fa", "tr", "ru", "fr"])
def test_the_invitation_is_written_in_the_reader_s_language(language):
    invited = account()
    message = Message.objects.get(template="people/mail/invitation")
    invited.person.language = language
    invited.person.save()
    message.language = language
    text = rendering.render(message)
    english = "You do not need a password" in text.text
    assert english == (language == "en")
    assert invited.email in text.text
    assert reverse("account_request_login_code") in text.text
