"""What has changed: a form without an account, whose words go to the editorial office."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy, override

from konfluenz.directory.described import Fact
from konfluenz.directory.review_rounds import Asked
from konfluenz.enquiries import corrections
from konfluenz.enquiries.corrections import Change
from konfluenz.enquiries.refusals import EnquiryRefused
from konfluenz.ground import throttle
from konfluenz.portal.forms import Form
from konfluenz.portal.freshness.reading import LABELS, by_owner, doorway, lines
from konfluenz.portal.language import SOURCE

A_DAY = 5
"""So many times a day one entry takes changes: a link that got about floods nobody."""

LONGEST = 4000
SENT = "gesendet"


class ChangeForm(Form):
    """What the entry says, to be written over, and a field for everything else."""

    words = forms.CharField(
        label=gettext_lazy("What else has changed"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, facts: tuple[Fact, ...], **kwargs: Any) -> None:
        self.facts = {fact.name: fact for fact in facts if fact.own}
        own = {name: _field(fact) for name, fact in self.facts.items()}
        self.base_fields = own | type(self).base_fields  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        if not self.facts:
            self.fields["words"].label = gettext("What has changed")

    def changes(self) -> list[Change]:
        """Return what was written over; labels are German, for the office."""
        with override(SOURCE):
            return [
                Change(str(LABELS[name]), fact.value, self.cleaned_data[name])
                for name, fact in self.facts.items()
                if self.cleaned_data[name].split() != fact.value.split()
            ]

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError when nothing was written."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["words"].strip() and not self.changes():
            raise forms.ValidationError(
                gettext("Nothing is different yet. Write over what is wrong, or tell us below.")
            )
        return cleaned


@by_owner
def change(request: HttpRequest, language: str, token: str, asked: Asked) -> HttpResponse:
    """Show the entry as a form; a POST hands in what was written over."""
    form = ChangeForm(request.POST or None, facts=asked.entry.facts)
    if request.method == "POST" and form.is_valid() and _handed_in(asked, form):
        return redirect(f"{request.path}?{SENT}")
    context = {
        "asked": asked,
        "form": form,
        "lines": [] if form.facts else lines(asked.entry.facts),
        "sent": SENT in request.GET,
        "token": token,
    }
    return render(request, "portal/freshness/change.html", context)


door = doorway("review-change-page")


def _field(fact: Fact) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 5}) if fact.long else forms.TextInput()
    widget.attrs["lang"] = SOURCE
    return forms.CharField(
        label=str(LABELS[fact.name]),
        required=False,
        initial=fact.value,
        max_length=LONGEST,
        widget=widget,
    )


def _handed_in(asked: Asked, form: ChangeForm) -> bool:
    if not throttle.hit(f"review change {asked.review.pk}", A_DAY, 24 * 3600):
        form.add_error(
            None, gettext("You have sent us several changes today. Please call us for more.")
        )
        return False
    try:
        corrections.propose(asked.review, asked.record, form.changes(), form.cleaned_data["words"])
    except EnquiryRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
