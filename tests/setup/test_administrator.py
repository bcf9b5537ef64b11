"""The first account of an empty city, opened on the command line."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from konfluenz.people.models import Account
from konfluenz.people.roles import Role

pytestmark = pytest.mark.django_db


def test_the_first_account_logs_in_and_is_asked_for_a_second_factor(capsys):
    call_command("administrator", "amt@stadt.example", "Ada", "Demo")
    password = re.search(r"password (\S+)", capsys.readouterr().out)[1]
    account = Account.objects.get(email="amt@stadt.example")
    assert (account.person.name, account.roles) == ("Ada Demo", {Role.ADMINISTRATOR})
    browser = Client()
    browser.post("/konto/anmelden/", {"login": "amt@stadt.example", "password": password})
    answer = browser.get("/buero/kommune/")
    assert answer["Location"].startswith("/konto/zweiter-faktor/app/")


def test_a_second_account_with_the_same_mail_is_refused_and_nobody_is_added():
    call_command("administrator", "amt@stadt.example", "Ada", "Demo")
    with pytest.raises(CommandError, match=r"schon|bereits"):
        call_command("administrator", "AMT@stadt.example", "Berta", "Demo")
    assert not Account.objects.exclude(email="amt@stadt.example").exists()
