"""``konfluenz demo``: build the invented city."""

import random
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from konfluenz.actions import demo as actions
from konfluenz.council import demo as council
from konfluenz.directory import demo as directory
from konfluenz.directory.models import Municipality
from konfluenz.enquiries import demo as enquiries
from konfluenz.events import demo as events
from konfluenz.people import demo as people
from konfluenz.people.models import Account, Person
from konfluenz.publishing import demo as publishing
from konfluenz.publishing.finding import indexing
from konfluenz.steering import demo as steering
from konfluenz.steering.demo import figures
from konfluenz.volunteering import demo as volunteering


class Command(BaseCommand):
    """Builds the demo city, room by room from the ground up, all or nothing."""

    help = "Build the demo city “Koblenz” with invented people and associations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the words of the command line."""
        parser.add_argument("--seed", type=int, default=2015, help="same seed, same city")
        parser.add_argument("--people", type=int, default=500, help="how many invented people")
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where something is already"
        )

    def handle(self, *_words: Any, **options: Any) -> None:
        """Build, or say why not."""
        if options["people"] < 0:
            raise CommandError("--people takes a number from 0.")
        if Municipality.objects.exists() or Account.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError(
                "There is a city in this database already. The demo needs an empty one:"
                " choose another folder with --home."
            )
        chance = random.Random(options["seed"])  # noqa: S311
        with transaction.atomic():
            made: list[Person] = self._step(
                "people", lambda: people.build(chance, options["people"])
            )
            self._step("directory", lambda: directory.build(chance, made))
            self._step("events", events.build)
            self._step("tasks", actions.build)
            self._step("enquiries", lambda: enquiries.build(made))
            self._step("volunteers", lambda: volunteering.build(chance, made))
            self._step("steering", steering.build)
            self._step("papers", council.build)
            self._step("pages", publishing.build)
            self._step("figures", figures.freeze)
            self._step("search", indexing.rebuild)

    def _step(self, name: str, build: Callable[[], Any]) -> Any:
        """Run one step and say how long it took."""
        self.stdout.write(f"Demo: {name} …", ending="")
        self.stdout.flush()
        start = time.monotonic()
        made = build()
        self.stdout.write(f" {time.monotonic() - start:.1f} s")
        return made
