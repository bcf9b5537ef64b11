"""Rows that are opportunities: an offer of an organisation, with all the list says of it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from konfluenz.directory import organizations
from konfluenz.directory.models import Organization, OrganizationState
from konfluenz.ground import audit, search, ties
from konfluenz.ground.imports.kinds import Added, Content, Kept, RowRefused
from konfluenz.volunteering import opportunities
from konfluenz.volunteering.importing import need_values
from konfluenz.volunteering.importing.need_cells import NeedCells
from konfluenz.volunteering.models import (
    Opportunity,
    OpportunityLanguage,
    OpportunityState,
    OpportunityTime,
)
from konfluenz.volunteering.opportunities import OpportunityRefused

PARTS = (OpportunityTime, OpportunityLanguage, Opportunity.skills.through)


class NeedReader:
    """Reads opportunities. Organisations are found by their name, however it is spelt, or made."""

    def __init__(self, options: Mapping[str, str], by: models.Model | None) -> None:
        self.options, self.by = options, by
        self.cells = NeedCells()
        self.organizations: dict[str, Organization] = {}
        self.standing = _standing()

    def read(self, cells: Mapping[str, str]) -> Content:
        """Return what the row says. Raises RowRefused, CellRefused."""
        return self.cells.read(cells)

    def add(self, content: Content) -> Added:
        """Make the opportunity, and its organisation if nobody knows it. Raises RowRefused."""
        organization, is_new = self._organization(content.values["organization"])
        twin = self.standing.get((organization.pk, search.fold(content.values["title"])))
        values = need_values.fields(content.values)
        values.setdefault("expires_on", self._expiry())
        values["insured_by"] = values.get("insured_by") or self.options["insured_by"]
        state = self.options["state"]
        try:
            made = opportunities.add(**values, organization=organization, state=state, by=self.by)
        except OpportunityRefused as refusal:
            raise RowRefused(str(refusal)) from None
        told = [_("New organisation: %s.") % organization] if is_new else []
        return Added(made, [organization, made] if is_new else [made], [twin] if twin else [], told)

    def shown(self, record: Opportunity) -> dict[str, Any]:
        """Return what `record` says now, in the form of a row."""
        return need_values.shown(record)

    def change(self, record: Opportunity, values: dict[str, Any]) -> None:
        """Let `record` say `values`. Raises RowRefused."""
        fields = need_values.fields(values)
        if "organization" in values:
            fields["organization"] = self._organization(values["organization"])[0]
        try:
            opportunities.correct(record, fields, by=self.by)
        except OpportunityRefused as refusal:
            raise RowRefused(str(refusal)) from None

    def remove(self, made: models.Model) -> None:
        """Take an opportunity or an organisation back. Raises Kept when something rests on it."""
        own = PARTS if isinstance(made, Opportunity) else ()
        if resting := ties.on(made, but=own):
            raise Kept(_("It is in use (%s); it stays.") % resting)
        is_need = isinstance(made, Opportunity)
        also = [made.organization] if isinstance(made, Opportunity) and made.organization else []
        action = "opportunity.removed" if is_need else "organization.removed"
        audit.record(action, about=made, by=self.by, also=also)
        search.forget(made)
        made.delete()

    def _organization(self, name: str) -> tuple[Organization, bool]:
        """Return the organisation called `name`, and whether it had to be made."""
        if not name:
            raise RowRefused(_("The row does not say who offers it."))
        key = organizations.folded(name)
        if key in self.organizations:
            return self.organizations[key], False
        ended = OrganizationState.ENDED
        found = organizations.possible_duplicates(name).exclude(state=ended).order_by("pk").first()
        is_new = found is None
        found = found or organizations.add(name, kind=self.options["organization"], by=self.by)
        self.organizations[key] = found
        return found, is_new

    def _expiry(self) -> dt.date:
        return need_values.in_months(int(self.options["months"]))


def _standing() -> dict[tuple[int | None, str], Opportunity]:
    """Return what organisations offer already, by organisation and folded title."""
    rows = Opportunity.objects.exclude(state=OpportunityState.CLOSED).only("title", "organization")
    return {(one.organization_id, search.fold(one.title)): one for one in rows}
