"""A city with one of each kind of record, and papers whose sentences are linked to them."""

import datetime as dt
from types import SimpleNamespace

from testbed_worlds import remembered

from konfluenz.actions import tasks
from konfluenz.council.models import Paper, PaperPart, Sentence
from konfluenz.directory import groups, organizations, posts, units
from konfluenz.directory.models import PostStageKind, UnitStageKind
from konfluenz.steering.models import Concept, Goal, Indicator, Observation, PriorityArea

ADOPTED = dt.date(2022, 6, 30)


def sentence(paper, text, kind="", part=None):
    """Return a new sentence at the end of the last part of `paper`."""
    part = part or paper.parts.last() or PaperPart.objects.create(paper=paper, position=1)
    position = part.sentences.count() + 1
    return Sentence.objects.create(part=part, position=position, text=text, kind=kind)


def paper(reference="UV/0001/2030", **values):
    """Return a new paper."""
    slug = reference.lower().replace("/", "-")
    return Paper.objects.create(
        slug=slug,
        reference=reference,
        paper_type=values.pop("paper_type", "information"),
        subject=values.pop("subject", "Bericht"),
        **values,
    )


@remembered
def city():
    """Return units, posts, bodies, groups, a concept and figures, by name."""
    council = organizations.add("Stadtrat", kind="council", by=None)
    board = organizations.add("Stadtvorstand", kind="executive_board", by=None)
    office = units.add("Ordnungsamt", kind="office", number="31", by=None)
    desk = units.add(
        "IKOKO – Koordinierungsstelle Musterstadt", kind="advisory_desk", parent=office, by=None
    )
    units.stage(
        desk, UnitStageKind.ACTIVE, dt.date(2015, 9, 14), body=board, source="AT/1", by=None
    )
    post = posts.add(desk, "Ehrenamtskoordination", by=None)
    posts.stage(
        post,
        PostStageKind.ESTABLISHED,
        dt.date(2015, 1, 1),
        precision="year",
        source="AT/1",
        by=None,
    )
    posts.stage(
        post, PostStageKind.DROPPED, dt.date(2022, 1, 1), precision="year", source="UV/1", by=None
    )
    circle = groups.add("working_group", name="Arbeitskreis Ehrenamt", unit=desk, by=None)
    concept = Concept.objects.create(
        title="Konzept 2022",
        label="2022",
        state="in_force",
        adopted_date=ADOPTED,
        adopted_by=council,
        adopted_vote="unanimous",
        functions=["coordination", "service"],
        participation="Viele Menschen",
        public=True,
    )
    area = PriorityArea.objects.create(concept=concept, number=1, name="Ehrenamt", group=circle)
    area.posts.add(post)
    goal = Goal.objects.create(area=area, number=1, text="Mehr Menschen machen mit")
    share = Indicator.objects.create(
        slug="share", name="Anteil", definition="Wie viele", unit="percent", public=True
    )
    value = Observation.objects.create(
        indicator=share,
        date=dt.date(2007, 1, 1),
        precision="year",
        unit="percent",
        value="9.1",
        source="UV/1",
    )
    return SimpleNamespace(**locals())


def task(unit, title="Nachfragen", state="open"):
    """Return a new task of `unit`, ended where `state` says so."""
    made = tasks.add(title, unit=unit, due_date=dt.date(2030, 1, 1), by=None)
    end = {"done": tasks.finish, "rejected": tasks.reject, "overtaken": tasks.overtake}.get(state)
    return end(made, "Geschafft", by=None) if end else made
