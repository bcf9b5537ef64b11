"""On which page of the office a record stands, by its kind."""

from operator import attrgetter

from django.db import models
from django.urls import reverse

from konfluenz.ground import references

PAGES = {
    "people.person": "person",
    "directory.organization": "organisation",
    "directory.orgunit": "unit",
    "directory.post": "post",
    "directory.group": "group",
    "directory.review": "content-review",
    "directory.service": "service",
    "directory.fundingprogramme": "programme",
    "directory.goodsnotice": "goods-notice",
    "directory.externalresource": "resource",
    "actions.task": "task",
    "enquiries.enquiry": "enquiry",
    "events.event": "event",
    "events.groupmeeting": "meeting",
    "ground.import": "import",
    "ground.message": "message",
    "publishing.outsidelink": "content-link",
    "council.paper": "paper",
    "council.followup": "follow-up",
    "council.report": "report",
    "council.paperimport": "paper-import-confirm",
    "steering.concept": "concept",
    "steering.priorityarea": "area",
    "steering.goal": "goal",
    "steering.grouprecommendation": "recommendation",
    "steering.indicator": "indicator",
    "steering.observation": "observation",
    "steering.snapshot": "snapshot",
    "steering.measure": "measure",
    "steering.hearing": "hearing",
    "steering.participationround": "participation",
    "steering.participationcomment": "comment",
    "steering.development": "development",
    "volunteering.opportunity": "opportunity",
    "volunteering.placement": "placement",
    "volunteering.proposal": "proposal",
    "volunteering.skill": "skill-edit",
    "volunteering.volunteer": "volunteer",
}


PARTS = {
    "council.consultation": attrgetter("paper"),
    "council.datarequest": attrgetter("report"),
    "council.resolution": attrgetter("paper"),
    "council.sentence": attrgetter("part.paper"),
    "enquiries.contribution": attrgetter("enquiry"),
    "steering.measureresult": attrgetter("measure"),
    "volunteering.checkin": attrgetter("placement"),
    "volunteering.hours": attrgetter("placement"),
}
"""Records that have no page of their own, with what leads to the one whose part they are."""


ALONE = {
    "publishing.checklistitem": "checklist",
    "directory.municipality": "settings",
    "volunteering.matchingweights": "weights",
}
"""Records of which there is one, or that stand on one page together: it needs no name."""


def address(record: models.Model | None) -> str:
    """Return the address of the page of `record`; "" where it has none, or the record is gone."""
    if record is None:
        return ""
    if (alone := ALONE.get(references.to(record).label)) is not None:
        return reverse(f"office:{alone}")
    record = _whole(record)
    page = PAGES.get(references.to(record).label)
    if page is None:
        return ""
    return reverse(f"office:{page}", kwargs={"public_id": record.public_id})  # type: ignore[attr-defined]


def _whole(record: models.Model) -> models.Model:
    """Return the record on whose page `record` stands: itself, mostly."""
    leads = PARTS.get(references.to(record).label)
    return (leads(record) if leads else None) or record
