"""``konfluenz administrator MAIL NAME``: the first account of a new city, opened on the machine."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from konfluenz.ground import audit
from konfluenz.people import accounts, persons, roles
from konfluenz.people.roles import Role

REFUSALS = (accounts.AccountRefused, persons.PersonRefused, roles.GrantRefused)


class Command(BaseCommand):
    """Whoever may type on the machine may open the first account; all others are opened by it."""

    help = "Open an account that may do everything: administrator MAIL NAME"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the mail address to log in with, and the person's name."""
        parser.add_argument("mail")
        parser.add_argument("name", nargs="+")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Open the account and say how to log in; the password is shown this once."""
        password = secrets.token_urlsafe(15)
        try:
            open_for(options["mail"], " ".join(options["name"]), password)
        except REFUSALS as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"Log in at /konto/anmelden/ as {options['mail']} with the password {password}\n"
            "Change it there, and set up the second factor: it is asked for at once."
        )


@transaction.atomic
def open_for(mail: str, name: str, password: str) -> None:
    """Add the person, open the account and grant the role, all or nothing."""
    person = persons.add(name, by=audit.SYSTEM)
    accounts.open(person, mail, by=audit.SYSTEM, password=password)
    roles.grant(person, Role.ADMINISTRATOR, by=audit.SYSTEM)
