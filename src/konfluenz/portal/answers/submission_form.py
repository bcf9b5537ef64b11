"""The form of an association: five minutes, filled by a typical task, everything to be changed."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import District, Organization, Topic
from konfluenz.portal import words as topic_words
from konfluenz.portal.answers import submission_rows, words
from konfluenz.portal.answers.submission_rows import RowsForm, day_field
from konfluenz.portal.joining import words as joining_words
from konfluenz.volunteering import skills, submissions
from konfluenz.volunteering.models import Skill
from konfluenz.volunteering.submissions import Submitter
from konfluenz.volunteering.task_templates import TaskTemplate

LONGEST = dt.timedelta(days=365)
LENGTHS = (30, 45, 60, 90, 120, 180, 240, 360, 480)
YOUNGEST, OLDEST = 14, 99

AS_SAID = (
    *("title", "task", "from_home", "district", "address", "timing", "wanted", "without_german"),
    *("with_minors", "youngest", "insured_by", "contact_name", "contact_phone"),
)
"""Fields that are kept as they were said."""

FILLED = (
    *("title", "task", "topic", "timing", "minutes", "wanted", "without_german", "with_minors"),
    *("youngest", "from_home"),
)
"""Fields that a typical task fills in."""


class SubmissionForm(RowsForm):
    """What an association says in five minutes."""

    organization_name = forms.CharField(label=_("Name of your association"), max_length=120)
    organization = forms.ChoiceField(label=_("For whom do you write?"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Headline"), max_length=120, help_text=_("Short: it stands on the card.")
    )
    task = forms.CharField(
        label=_("What is to be done"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("If you can, in German. Please do not name the people who are helped."),
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    from_home = forms.BooleanField(label=_("Possible from home"), required=False)
    district = forms.ModelChoiceField(
        label=_("District"), queryset=District.objects.all(), required=False, empty_label="–"
    )
    address = forms.CharField(
        label=_("Place"),
        max_length=200,
        required=False,
        help_text=_(
            "Everybody can read it. If the place protects people, please give the district only."
        ),
    )
    timing = forms.ChoiceField(
        label=_("When"), choices=list(words.TIMINGS.items()), widget=forms.RadioSelect
    )
    minutes = forms.TypedChoiceField(
        label=_("How long each time"), coerce=int, initial=60, required=False
    )
    wanted = forms.IntegerField(label=_("How many people"), min_value=1, max_value=500, initial=1)
    without_german = forms.BooleanField(label=_("Little German is enough"), required=False)
    skills = forms.MultipleChoiceField(
        label=_("What people should be able to do"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    with_minors = forms.BooleanField(
        label=_("With children or young people"),
        required=False,
        help_text=_("Then the person needs a police certificate first. We see to it."),
    )
    youngest = forms.IntegerField(
        label=_("From which age, if it matters"),
        min_value=YOUNGEST,
        max_value=OLDEST,
        required=False,
    )
    insured_by = forms.ChoiceField(
        label=_("Who insures the volunteers?"),
        choices=list(words.INSURERS.items()),
        widget=forms.RadioSelect,
    )
    shown_until = day_field(
        label=_("Show it until"),
        help_text=_("At most a year. On fixed days it ends by itself after the last one."),
    )
    contact_name = forms.CharField(
        label=_("Whom people talk to at your place"),
        max_length=120,
        help_text=_("Only who has said yes, and whom you have said yes to, learns it."),
    )
    contact_phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
    )
    another = forms.BooleanField(label=_("Yes, this is another one"), required=False)

    def __init__(
        self, *args: Any, submitter: Submitter, template: TaskTemplate | None, language: str
    ) -> None:
        self.submitter, self.template, self.twin = submitter, template, False
        super().__init__(*args, initial=_initial(template))
        topics = list(Topic.objects.filter(active=True, refer_only=False))
        named = topic_words.named(topics, language)
        self.offer("topic", [("", "–"), *((one.slug, one.name) for one in named)])
        known = joining_words.skills(skills.in_use(), language)
        self.offer("skills", [(skill.slug, name) for skill, name in known])
        self.offer("minutes", [(length, joining_words.lasting(length)) for length in LENGTHS])
        self._ask_for_whom()
        today = timezone.localdate()
        days = {"min": today.isoformat(), "max": (today + LONGEST).isoformat()}
        self.fields["shown_until"].widget.attrs |= days

    def clean(self) -> dict[str, Any]:
        """Ask once whether the same is meant that is open already."""
        said = super().clean()
        organization = None if self.errors else self._organization()
        if organization is None or said["another"]:
            return said
        if submissions.possible_duplicates(said["title"], organization).exists():
            self.twin = True
            self.add_error(
                "another",
                gettext("You have one with this title already. Do you mean another one?"),
            )
        return said

    def values(self) -> dict[str, Any]:
        """Return what `submissions.take` takes; the day after the last one is `expires_on`."""
        said = self.cleaned_data
        times = submission_rows.times(said)
        return {name: said[name] for name in AS_SAID} | {
            "organization": self._organization(),
            "organization_name": said.get("organization_name", ""),
            "topic": Topic.objects.filter(slug=said["topic"]).first(),
            "minutes": submission_rows.minutes(said, times),
            "times": times,
            "languages": submission_rows.spoken(said),
            "skills": list(Skill.objects.filter(slug__in=said["skills"])),
            "offers": list(self.template.offers) if self.template else [],
            "expires_on": said["shown_until"] + dt.timedelta(days=1),
        }

    def _ask_for_whom(self) -> None:
        """Ask which organisation, if the address speaks for several; its name, if for none."""
        known = self.submitter.organizations
        if known:
            del self.fields["organization_name"]
        if len(known) > 1:
            self.offer("organization", [(str(one.public_id), one.name) for one in known])
        else:
            del self.fields["organization"]

    def _organization(self) -> Organization | None:
        known = self.submitter.organizations
        chosen = self.cleaned_data.get("organization") if len(known) > 1 else None
        return next((one for one in known if chosen in (None, str(one.public_id))), None)


def _initial(template: TaskTemplate | None) -> dict[str, Any]:
    """Return what a typical task fills in."""
    if template is None:
        return {}
    return {name: getattr(template, name) for name in FILLED} | {"skills": list(template.skills)}
