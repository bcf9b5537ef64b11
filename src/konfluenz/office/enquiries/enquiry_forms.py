"""Forms of an *Anliegen*: what came in, what is answered, where it goes, how it ends."""

from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import OrgUnit, Topic
from konfluenz.enquiries.enquiries import LONGEST_OUTCOME, LONGEST_SUBJECT
from konfluenz.enquiries.models import Enquiry, Way
from konfluenz.office import forms
from konfluenz.office.actions.task_forms import OwnerForm
from konfluenz.office.directory.unit_forms import standing_units

LANGUAGES = dict(settings.LANGUAGES)
BY_MAIL = "mail"
TOLD = "told"


class EnquiryForm(forms.Form):
    """What is noted of an enquiry when it comes in."""

    way = django_forms.ChoiceField(label=_("Came by"), choices=Way.choices)
    subject = django_forms.CharField(
        label=_("What it is about"),
        max_length=LONGEST_SUBJECT,
        help_text=_("In a few words and without names: many may read it."),
    )
    topic = django_forms.ModelChoiceField(
        Topic.objects.none(),
        label=_("Topic"),
        required=False,
        empty_label=_("none of these"),
        help_text=_("The topic says which unit it belongs to."),
    )
    name = django_forms.CharField(label=_("Name"), required=False, max_length=200)
    reply_to = django_forms.CharField(
        label=_("Reached by"),
        required=False,
        max_length=254,
        help_text=_("An e-mail address or a phone number. By mail they hear at once."),
    )
    language = django_forms.ChoiceField(
        label=_("Language of the answers"), choices=settings.LANGUAGES, initial="de"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = Topic.objects.filter(active=True)  # type: ignore[attr-defined]


class NewEnquiryForm(EnquiryForm):
    """Somebody calls, comes in or has written: fits on one page and needs two fields."""

    way = django_forms.ChoiceField(
        label=_("Came by"),
        choices=[choice for choice in Way.choices if choice[0] != Way.FORM],
        widget=django_forms.RadioSelect,
        initial=Way.PHONE,
    )
    text = django_forms.CharField(
        label=_("What they said"),
        widget=django_forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kept encrypted. Not: residence status, religion, health, origin."),
    )
    arrived_at = forms.MomentField(label=_("When, if not just now"), required=False)
    field_order = ("way", "subject", "text", "topic", "name", "reply_to", "language", "arrived_at")


class WordsForm(forms.Form):
    """Words alone: an internal note."""

    text = django_forms.CharField(
        label=_("Internal note"),
        widget=django_forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only colleagues read it. Kept encrypted."),
    )


class HearForm(forms.Form):
    """What they said further on, by phone or in person."""

    text = django_forms.CharField(
        label=_("What they said"), widget=django_forms.Textarea(attrs={"rows": 4})
    )
    said_by = django_forms.CharField(
        label=_("Who said it"),
        required=False,
        max_length=200,
        help_text=_("Only if it was somebody else."),
    )
    at = forms.MomentField(label=_("When, if not just now"), required=False)


class AnswerForm(forms.Form):
    """An answer: written and sent, or told already."""

    text = django_forms.CharField(
        label=_("Your answer"), widget=django_forms.Textarea(attrs={"rows": 8})
    )
    by = django_forms.ChoiceField(
        label=_("How they get it"),
        choices=[(BY_MAIL, _("by e-mail, now")), (TOLD, _("I told them by phone or in person"))],
        widget=django_forms.RadioSelect,
        initial=BY_MAIL,
    )
    at = forms.MomentField(label=_("Told when, if not just now"), required=False)


class HandOverForm(AnswerForm):
    """Tell them who is in charge, and give it there if they agree."""

    unit = django_forms.ModelChoiceField(OrgUnit.objects.none(), label=_("Unit in charge"))
    agreed = django_forms.BooleanField(
        label=_("They agree that we pass on what they told us"),
        required=False,
        help_text=_("Without it the unit learns nothing; they turn there themselves."),
    )
    field_order = ("unit", "text", "agreed", "by", "at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = standing_units()  # type: ignore[attr-defined]
        self.fields["text"].label = _("What you tell them")


class AssignForm(OwnerForm):
    """Give it to another unit or post."""

    reason = django_forms.CharField(
        label=_("Why"),
        required=False,
        max_length=300,
        help_text=_("It stands in the mail to the office."),
    )


class CloseForm(forms.Form):
    """How it ended."""

    outcome = django_forms.CharField(
        label=_("What came of it"),
        max_length=LONGEST_OUTCOME,
        help_text=_("In a few words and without names: it stays for the statistics."),
    )


class ReasonForm(forms.Form):
    """A reason."""

    reason = django_forms.CharField(label=_("Why"), max_length=300)


def typed(enquiry: Enquiry) -> dict[str, Any]:
    """Return the values of `enquiry` as :class:`EnquiryForm` shows them."""
    return {name: getattr(enquiry, name) for name in EnquiryForm.base_fields}
