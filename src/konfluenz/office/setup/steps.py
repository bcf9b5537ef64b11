"""The six steps of the set-up, and where a city stands in each. All of it is read from the data."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.directory import trials
from konfluenz.directory.models import District, Municipality
from konfluenz.enquiries.models import Enquiry
from konfluenz.volunteering.models import Opportunity, Volunteer


@dataclass(frozen=True)
class Standing:
    """Whether a step is done, and what there is, in a few words."""

    done: bool
    words: str


@dataclass(frozen=True)
class Step:
    """One step: its address, its title, and how it stands with a city."""

    slug: str
    title: Promise
    why: Promise
    standing: Callable[[Municipality], Standing]

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("office:setup-step", args=[self.slug])


@dataclass(frozen=True)
class Line:
    """A step as the overview shows it."""

    number: int
    step: Step
    standing: Standing


def _city(city: Municipality) -> Standing:
    return Standing(bool(city.pk), str(city) if city.pk else _("not filled in"))


def _districts(_city: Municipality) -> Standing:
    count = District.objects.count()
    words = ngettext("%(n)d district", "%(n)d districts", count) % {"n": count}
    return Standing(count > 0, words if count else _("none yet"))


def _lists(_city: Municipality) -> Standing:
    people, places = Volunteer.objects.count(), Opportunity.objects.count()
    asked = Enquiry.objects.count()
    if not people + places + asked:
        return Standing(done=False, words=_("no list read in yet"))
    found = [
        ngettext("%(n)d volunteer", "%(n)d volunteers", people) % {"n": people},
        ngettext("%(n)d opportunity", "%(n)d opportunities", places) % {"n": places},
        ngettext("%(n)d enquiry", "%(n)d enquiries", asked) % {"n": asked},
    ]
    return Standing(done=True, words=", ".join(found))


def _mailbox(_city: Municipality) -> Standing:
    there = bool(settings.MAIL_URL)
    return Standing(there, _("mail server is set up") if there else _("no mail server yet"))


def _texts(city: Municipality) -> Standing:
    if not city.imprint:
        return Standing(done=False, words=_("imprint is missing"))
    count = len(city.languages)
    words = ngettext("imprint, %(n)d language", "imprint, %(n)d languages", count)
    return Standing(done=True, words=words % {"n": count})


def _trial(city: Municipality) -> Standing:
    if not city.pk:
        return Standing(done=False, words=_("begins with the first step"))
    if not city.trial:
        return Standing(done=True, words=_("ended: messages go out"))
    count = trials.held()
    words = ngettext(
        "under way, %(n)d message held back", "under way, %(n)d messages held back", count
    )
    return Standing(done=False, words=words % {"n": count})


STEPS = (
    Step(
        "stadt",
        gettext_lazy("City and words"),
        gettext_lazy("Who you are, how you are reached, and what things are called in your town."),
        _city,
    ),
    Step(
        "stadtteile",
        gettext_lazy("Districts"),
        gettext_lazy("So that people find what is near them."),
        _districts,
    ),
    Step(
        "listen",
        gettext_lazy("Your lists"),
        gettext_lazy(
            "Drop your Excel list as it is, your address book or your mailbox; nothing is required"
            " but a name."
        ),
        _lists,
    ),
    Step(
        "postfach",
        gettext_lazy("Mailbox"),
        gettext_lazy("Through which server messages go, and a mail to yourself as a test."),
        _mailbox,
    ),
    Step(
        "texte",
        gettext_lazy("Texts and languages"),
        gettext_lazy("Imprint, contacts, and the languages of your portal."),
        _texts,
    ),
    Step(
        "probebetrieb",
        gettext_lazy("Trial operation"),
        gettext_lazy("Try everything; messages are held back until you end the trial."),
        _trial,
    ),
)
SLUGS = tuple(step.slug for step in STEPS)
BY_SLUG = {step.slug: step for step in STEPS}


def lines(city: Municipality) -> list[Line]:
    """Return all steps with how they stand, in their order."""
    return [Line(number, step, step.standing(city)) for number, step in enumerate(STEPS, start=1)]


def after(slug: str) -> str:
    """Return the address of the step after `slug`; after the last one, of the overview."""
    following = SLUGS.index(slug) + 1
    return STEPS[following].url if following < len(STEPS) else reverse("office:setup")
