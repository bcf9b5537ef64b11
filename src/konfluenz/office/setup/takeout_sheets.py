"""What "Alles wieder heraus" holds: a sheet for each kind of record, its columns, what stays here.

A kind of record is in `SHEETS` or in `LEFT_OUT`; a test sees to it that none is forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from konfluenz.office.setup.takeout_words import HEADS, RELATIONS, TITLES

SHEETS = (
    "people.person",
    "people.personname",
    "people.contactchannel",
    "people.spokenlanguage",
    "people.consent",
    "people.rolegrant",
    "people.account",
    "volunteering.volunteer",
    "volunteering.availability",
    "volunteering.clearance",
    "volunteering.notwith",
    "volunteering.opportunity",
    "volunteering.opportunitytime",
    "volunteering.opportunitylanguage",
    "volunteering.proposal",
    "volunteering.placement",
    "volunteering.checkin",
    "volunteering.hours",
    "volunteering.skill",
    "volunteering.trustedorganization",
    "volunteering.matchingweights",
    "enquiries.enquiry",
    "enquiries.contribution",
    "actions.task",
    "directory.organization",
    "directory.membership",
    "directory.group",
    "directory.groupmember",
    "directory.coverage",
    "directory.orgunit",
    "directory.unitsuccession",
    "directory.unitstage",
    "directory.post",
    "directory.poststage",
    "directory.holding",
    "directory.topic",
    "directory.responsibility",
    "directory.place",
    "directory.district",
    "directory.municipality",
    "directory.service",
    "directory.openinghours",
    "directory.hoursexception",
    "directory.fundingprogramme",
    "directory.goodsnotice",
    "directory.externalresource",
    "directory.review",
    "events.event",
    "events.eventskip",
    "events.groupmeeting",
    "events.agendaitem",
    "events.attendance",
    "publishing.portalpage",
    "publishing.ownversion",
    "publishing.situation",
    "publishing.checklistitem",
    "publishing.term",
    "steering.concept",
    "steering.revisionreview",
    "steering.priorityarea",
    "steering.goal",
    "steering.goalstatus",
    "steering.goalsubscription",
    "steering.indicator",
    "steering.observation",
    "steering.figurelabel",
    "steering.snapshot",
    "steering.frozenindicator",
    "steering.fact",
    "steering.measure",
    "steering.measureresult",
    "steering.grouprecommendation",
    "steering.hearing",
    "steering.participationround",
    "steering.participationcomment",
    "steering.development",
    "council.paper",
    "council.paperpart",
    "council.paperlink",
    "council.numberrange",
    "council.bodyterm",
    "council.factionseats",
    "council.meeting",
    "council.meetingitem",
    "council.groupvote",
    "council.followup",
    "council.sentence",
    "council.consultation",
    "council.consultationresult",
    "council.resolution",
    "council.report",
    "council.reporttext",
    "council.datarequest",
    "council.requesteditem",
    "council.reporttemplate",
    "council.evidence",
    "publishing.picture",
    "publishing.attachment",
    "ground.translation",
    "ground.message",
    "ground.storedfile",
)
"""Kinds of records in the order of their sheets."""

_MACHINE = _("The program's own bookkeeping: it says nothing about your work.")
_TRAIL = _("The trail stays here: it proves who did what, and may not be carried about.")
_HALF = _("Unfinished work of a colleague: it is no record yet.")
_READ = _("Lists as they were read in: their records stand on the other sheets.")
_READ_MAILS = _("Mails as they came: what they say stands among the contributions.")
_COUNTS = _("Counts of a few months, without a person: they are read on the board.")
_AGAIN = _("Made anew from the other sheets at any time.")

LEFT_OUT: dict[str, Promise] = {
    "ground.lease": _MACHINE,
    "ground.job": _MACHINE,
    "ground.heartbeat": _MACHINE,
    "ground.window": _MACHINE,
    "ground.consumer": _MACHINE,
    "ground.run": _MACHINE,
    "ground.findable": _AGAIN,
    "ground.entry": _TRAIL,
    "ground.mention": _TRAIL,
    "ground.detail": _TRAIL,
    "ground.chainhead": _TRAIL,
    "ground.import": _READ,
    "ground.importrow": _READ,
    "ground.importedrecord": _READ,
    "enquiries.mail": _READ_MAILS,
    "people.draft": _HALF,
    "people.savedview": _HALF,
    "people.merge": _MACHINE,
    "people.mergestep": _MACHINE,
    "council.paperimport": _HALF,
    "council.oparlimport": _AGAIN,
    "council.oparlobject": _AGAIN,
    "council.consultationsource": _AGAIN,
    "steering.chart": _AGAIN,
    "publishing.rendition": _AGAIN,
    "publishing.bakedaddress": _AGAIN,
    "publishing.bakedread": _AGAIN,
    "publishing.findingrecord": _AGAIN,
    "publishing.findingtext": _AGAIN,
    "publishing.findingterm": _AGAIN,
    "publishing.findinguse": _AGAIN,
    "publishing.findingword": _AGAIN,
    "publishing.findinggram": _AGAIN,
    "publishing.findingpart": _AGAIN,
    "publishing.searchmiss": _COUNTS,
    "publishing.pageopinion": _COUNTS,
    "publishing.outsidelink": _AGAIN,
    "publishing.linkuse": _AGAIN,
    "publishing.oldaddress": _MACHINE,
}
"""Kinds of records that stay here, and why."""

HIDDEN = frozenset(
    {
        "password",
        "last_login",
        "is_superuser",
        "groups",
        "user_permissions",
        "digest",
        "public_id",
        "revision",
        "stamp",
        "only",
        "sort_key",
        "folded",
        "key",
        "sha256",
        "file_hash",
        "context",
        "height",
        "html",
        "lease",
        "lease_until",
        "message_id",
        "message_label",
        "attempts",
        "queued_at",
        "rendered_at",
        "file",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
        "collection",
        "tags",
        "source_hash",
        "logo",
        "template",
        "width",
        "trial_addresses",
        "path",
        "depth",
        "numchild",
        "translation_key",
        "page_ptr",
        "latest_revision",
        "latest_revision_created_at",
        "live_revision",
        "has_unpublished_changes",
        "draft_title",
        "content_type_id",
        "alias_of",
        "owner",
        "locked_by",
        "locked_at",
        "show_in_menus",
        "imported_texts",
        "secrets",
    }
)
"""Fields that never leave: secrets, and what means something to the program alone."""

NAMES = ("name", "title", "subject", "email")
"""By which of its fields a record is called where another one points at it."""


@dataclass(frozen=True)
class Column:
    """A column: its heading, the lookup that reads it, and its words where it has choices."""

    heading: str
    lookup: str
    words: dict[object, str]


@dataclass(frozen=True)
class Many:
    """A column that names several records of another kind."""

    heading: str
    field: models.ManyToManyField
    name: str


def kinds() -> Iterator[type[models.Model]]:
    """Yield all kinds of records of our own rooms."""
    for model in apps.get_models():
        if model.__module__.startswith("konfluenz."):
            yield model


def chosen() -> list[type[models.Model]]:
    """Return the kinds that go out, in the order of their sheets."""
    return [apps.get_model(label) for label in SHEETS]


def title(model: type[models.Model]) -> str:
    """Return what the sheet of `model` is called."""
    return str(TITLES.get(model._meta.label_lower) or capfirst(str(model._meta.verbose_name)))


def rows(model: type[models.Model]) -> models.QuerySet:
    """Return the records that go out. What carries a code or an opening link does not."""
    found = model._default_manager.order_by("pk")
    return (
        found.filter(confidential=False) if model._meta.label_lower == "ground.message" else found
    )


def columns(model: type[models.Model]) -> list[Column]:
    """Return the columns of `model`, the key first; a relation gives a number and a name."""
    return [
        column
        for field in model._meta.concrete_fields
        if field.name not in HIDDEN
        for column in _columns(field)
    ]


def many(model: type[models.Model]) -> list[Many]:
    """Return the columns of `model` that name several other records."""
    return [
        Many(_heading(field), field, _name(field.related_model))
        for field in model._meta.many_to_many
        if field.name not in HIDDEN
    ]


def _columns(field: models.Field) -> Iterator[Column]:
    heading = _heading(field)
    if field.is_relation:
        name = _name(field.related_model)
        yield Column(f"{heading} (Nr.)", field.attname, {})
        if name != "pk":
            yield Column(heading, f"{field.name}__{name}", {})
        return
    yield Column(heading, field.name, {value: str(word) for value, word in field.flatchoices})


def _heading(field: models.Field) -> str:
    if field.primary_key:
        return "Nr."
    declared = field._verbose_name  # type: ignore[attr-defined]
    if isinstance(declared, Promise):
        return capfirst(str(declared))
    known: object = HEADS.get(field.name)
    if field.is_relation:
        target: Any = field.related_model
        known = RELATIONS.get(field.name) or target._meta.verbose_name
    return capfirst(str(known or field.verbose_name))


def _name(model: Any) -> str:
    """Return the lookup that names a record of `model`; "pk" where nothing does."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    named = next((name for name in NAMES if name in fields), "")
    if not named and "person" in fields:
        return "person__name"
    return named or "pk"
