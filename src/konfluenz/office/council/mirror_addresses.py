"""Where in the office somebody reads on about what answers a sentence."""

from collections.abc import Iterable

from django.db.models import Model
from django.urls import NoReverseMatch, reverse

from konfluenz.actions import access as task_access
from konfluenz.actions.models import Task
from konfluenz.council import claims
from konfluenz.council.models import Resolution
from konfluenz.council.proofs import Proof
from konfluenz.directory.models import Municipality, Topic
from konfluenz.ground import references
from konfluenz.ground.references import Reference
from konfluenz.office import record_pages
from konfluenz.office.access import may
from konfluenz.people.models import Account
from konfluenz.people.roles import Right

TASK = references.label(Task)
ACTIVITIES = {
    "topics_answered": "responsibilities",
    "topics_referred": "responsibilities",
    "tasks_handed_on": "tasks",
    "offices_at_work": "tasks",
    "tasks_done": "tasks",
    "tasks_live": "tasks",
    "working_groups": "groups",
    "networks": "groups",
    "group_members": "groups",
    "organizations_kept": "organisations",
    "organizations_listed": "organisations",
    "goals_noted": "concepts",
    "figures_observed": "indicators",
    "concept_reviewed": "concepts",
    "papers_presented": "papers",
}
"""The list in which the live records of an activity stand."""


def of(proofs: Iterable[Proof], account: Account) -> dict[int, str]:
    """Return by primary key of the link the page that `account` may open; "" where none is.

    One query for each kind of record.
    """
    proofs = list(proofs)
    wanted = [proof.reference for proof in proofs if proof.reference is not None]
    records: dict[Reference, Model] = dict(claims.records(wanted))
    records |= _tasks(wanted, account)
    return {proof.evidence.pk: _address(proof, records, account) for proof in proofs}


def _tasks(wanted: Iterable[Reference], account: Account) -> dict[Reference, Model]:
    """Return the tasks that `account` may see: those of other units have no page for them."""
    keys = [reference.id for reference in wanted if reference.label == TASK]
    rows = task_access.visible_to(account).filter(pk__in=keys).defer("details", "outcome")
    return {references.to(task): task for task in rows} if keys else {}


def _address(proof: Proof, records: dict[Reference, Model], account: Account) -> str:
    if proof.reference is None:
        return _page(ACTIVITIES.get(proof.evidence.activity, ""))
    record = records.get(proof.reference)
    if isinstance(record, Municipality) and not may(account, Right.EDIT_SETTINGS):
        return ""
    if isinstance(record, Topic):
        return f"{reverse('office:responsibilities')}#{record.slug}"
    if isinstance(record, Resolution):
        record = record.paper or record.concept or record.unit
    return record_pages.address(record)


def _page(name: str) -> str:
    try:
        return reverse(f"office:{name}")
    except NoReverseMatch:
        return ""
