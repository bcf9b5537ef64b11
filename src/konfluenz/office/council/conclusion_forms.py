"""The form that says what follows from a report: suggested lines, two empty ones, or nothing."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms as django_forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.council.consequences import LONGEST, Step, Suggestion
from konfluenz.council.models import FollowUpKind
from konfluenz.directory.models import OrgUnit
from konfluenz.office import forms

EMPTY = 2
WITHIN = dt.timedelta(days=90)
"""The day that is offered: somebody looks at it again in a quarter of a year."""

KINDS = [
    (FollowUpKind.REQUEST, FollowUpKind.REQUEST.label),
    (FollowUpKind.RECOMMENDATION, gettext_lazy("Recommendation of the report")),
]


class ConclusionForm(forms.Form):
    """What follows: lines that are added by `of`, or that nothing does. `rows`: how many lines."""

    rows = 0

    nothing = django_forms.BooleanField(
        label=gettext_lazy("Nothing follows from the debate"), required=False
    )
    public = django_forms.BooleanField(
        label=gettext_lazy("Show the lines to everybody at once"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Gather the lines under "steps"; something follows, or nothing does, never both."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return values
        steps = list(self._steps(values))
        if steps and values["nothing"]:
            self.add_error("nothing", _("Lines are filled in. Untick this, or take them out."))
        if not steps and not values["nothing"]:
            self.add_error("nothing", _("Fill in a line, or tick that nothing follows."))
        return {"steps": steps, "public": values["public"]}

    def _steps(self, values: dict[str, Any]) -> Iterator[Step]:
        for n in range(self.rows):
            subject = " ".join(values[f"subject_{n}"].split())
            if subject and values.get(f"take_{n}", True):
                given = (values[f"{name}_{n}"] for name in ("unit", "due_date"))
                yield Step(values[f"kind_{n}"], subject, *given)


def of(suggestions: Sequence[Suggestion], unit: OrgUnit) -> type[ConclusionForm]:
    """Return the form with a ticked line for each of `suggestions`, and empty ones below.

    `unit` is offered for each. The offices are read once for all lines.
    """
    units = OrgUnit.objects.on(timezone.localdate())
    choices = [(one.pk, str(one)) for one in units]
    more: dict[str, Any] = {"rows": len(suggestions) + EMPTY}
    groups: list[tuple[str, tuple[str, ...]]] = []
    for n, said in enumerate([*suggestions, *[None] * EMPTY]):
        fields = {f"{name}_{n}": field for name, field in _line(said, unit).items()}
        fields[f"unit_{n}"].queryset = units  # type: ignore[attr-defined]
        fields[f"unit_{n}"].choices = choices  # type: ignore[attr-defined]
        groups.append((_("Line %(number)d") % {"number": n + 1}, tuple(fields)))
        more |= fields
    more["groups"] = (*groups, (_("All lines"), ("public", "nothing")))
    return type(ConclusionForm.__name__, (ConclusionForm,), more)


def _line(said: Suggestion | None, unit: OrgUnit) -> dict[str, django_forms.Field]:
    """Return the fields of a line; an own line is taken when it has a subject."""
    fields: dict[str, django_forms.Field] = {}
    if said is not None:
        fields["take"] = django_forms.BooleanField(
            label=gettext_lazy("Follow up"), required=False, initial=True
        )
    return fields | {
        "subject": django_forms.CharField(
            label=gettext_lazy("Subject"),
            max_length=LONGEST,
            required=said is not None,
            initial=said.subject if said else "",
        ),
        "kind": django_forms.ChoiceField(
            label=gettext_lazy("Kind"),
            choices=KINDS,
            initial=said.kind if said else FollowUpKind.REQUEST,
        ),
        "unit": django_forms.ModelChoiceField(
            OrgUnit.objects.none(), label=gettext_lazy("Unit"), initial=unit
        ),
        "due_date": forms.DayField(
            label=gettext_lazy("Due"), initial=timezone.localdate() + WITHIN
        ),
    }
