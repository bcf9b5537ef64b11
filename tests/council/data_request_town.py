"""A city with an open report, two figures and a goal that nobody has said anything of."""

import datetime as dt
import re
from types import SimpleNamespace

from django.utils import timezone
from testbed_worlds import remembered
from tests.council import mirrored

from konfluenz.council import data_answers, data_requests, reports
from konfluenz.council.data_answers import Said
from konfluenz.directory import units
from konfluenz.ground.models import Message
from konfluenz.steering.models import Goal, Indicator

TODAY = timezone.localdate()
SINCE, CUT_OFF = dt.date(TODAY.year - 1, 1, 1), dt.date(TODAY.year - 1, 12, 31)
SOON = TODAY + dt.timedelta(days=20)


@remembered
def town():
    """Return the report and what can be asked for it."""
    mirrored.city()
    office = units.add("Sozialamt", kind="office", number="56", mail="amt56@example.org", by=None)
    mute = units.add("Stadtarchiv", kind="office", number="47", by=None)
    head = units.add(
        "Leitstelle", kind="office", number="2", mail="leitstelle@example.org", by=None
    )
    report = reports.begin("Bericht", SINCE, CUT_OFF, unit=head, by=None)
    share = Indicator.objects.get(slug="share")
    housed = Indicator.objects.create(
        slug="housed", code="G2a", name="In Unterkünften", definition="Wie viele", unit="persons"
    )
    return SimpleNamespace(**locals() | {"goal": Goal.objects.get()})


def ask(made, **values):
    """Ask the Sozialamt for both figures and the goal."""
    given = {"indicators": [made.share, made.housed], "goals": [made.goal], "due_on": SOON}
    return data_requests.ask(made.report, made.office, **given | values, by=None)


def said(request, share=None, housed=None, goal=None):
    """Return answers by item; what is not given is answered well."""
    good = {
        "share": share or Said("17,7"),
        "housed": housed or Said("1.204"),
        "goal": goal or Said(state="in_progress", reason="Drei Treffen im Jahr."),
    }
    rows = request.items.select_related("indicator")
    return {row.pk: good[row.indicator.slug if row.indicator else "goal"] for row in rows}


def answer(request, name="Kim Muster", **given):
    """Answer all that is asked through the link."""
    return data_answers.answer(data_requests.token(request), said(request, **given), name)


def token_mailed():
    """Return the token in the last mail that was queued."""
    return Message.objects.order_by("-pk")[0].context["token"]


def words(text):
    """Return the words of a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())
