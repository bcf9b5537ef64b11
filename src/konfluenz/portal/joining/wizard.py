"""The wizard of two minutes: somebody says how they would like to help (J2).

Each step is a page with a form. What was said so far travels along in a signed field, so that
nothing is stored before the last step, without a cookie and without JavaScript.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core import signing
from django.forms import MultipleChoiceField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from konfluenz.ground import links
from konfluenz.portal import guards
from konfluenz.portal.joining.steps import STEPS, CanStep, Step, YouStep
from konfluenz.portal.pages import public
from konfluenz.volunteering import offers, opportunities, prospects
from konfluenz.volunteering.availability import AvailabilityRefused
from konfluenz.volunteering.models import Opportunity, Volunteer
from konfluenz.volunteering.offers import Offer
from konfluenz.volunteering.volunteers import VolunteerRefused

SALT = "portal.offer.walk"
NAMES = list(STEPS)
FIRST, LAST = NAMES[0], NAMES[-1]
WORDING = "mitmachen-1"
"""The version of what `portal/joining/consent.html` says; a new text gets a new number."""

ANSWER = "volunteer-answer"
"""What the link to the answer is for; it holds for an hour, on the device that sent it."""
HOUR = 60 * 60
UNKEPT = ("token", "website")


@dataclass
class Walk:
    """What somebody has said, by step and field. `wished`: the opportunity they came from."""

    answers: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    wished: str = ""

    @classmethod
    def opened(cls, sealed: str) -> "Walk":
        """Return what travelled along. Raises BadSignature when it is not ours, or too old."""
        content = signing.loads(sealed, salt=SALT, max_age=guards.OLDEST)
        return cls(content["answers"], content["wished"])

    def sealed(self) -> str:
        """Return all of it as it travels along."""
        content = {"answers": self.answers, "wished": self.wished}
        return signing.dumps(content, salt=SALT, compress=True)

    def keep(self, name: str, data: QueryDict) -> None:
        """Remember what was filled in at a step, right or wrong."""
        fields = [each for each in data if each in STEPS[name].base_fields and each not in UNKEPT]
        self.answers[name] = {each: data.getlist(each) for each in fields}

    def form(self, name: str, language: str) -> Step:
        """Return a step filled in with what was said there, nothing found wrong yet."""
        said = MultiValueDict(self.answers.get(name, {}))
        fields = STEPS[name].base_fields
        several = {each for each in said if isinstance(fields[each], MultipleChoiceField)}
        initial = {each: said.getlist(each) if each in several else said[each] for each in said}
        return STEPS[name](initial=initial, language=language)

    def finished(self, name: str, language: str) -> Step:
        """Return a step as it was sent."""
        form = STEPS[name](MultiValueDict(self.answers.get(name, {})), language=language)
        form.is_valid()
        return form

    def opportunity(self) -> Opportunity | None:
        """Return the opportunity they came from, if it is still open."""
        rows = opportunities.open_on()
        return rows.filter(public_id=self.wished).first() if self.wished else None


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def volunteer_offer(request: HttpRequest, language: str) -> HttpResponse:
    """Lead through the steps; the last one writes the offer down and leads to the answer."""
    if request.method != "POST":
        walk = Walk(wished=_wished(request.GET.get("fuer", "")))
        return _page(request, walk, FIRST, walk.form(FIRST, language))
    try:
        walk = Walk.opened(request.POST.get("stand", ""))
    except signing.BadSignature:
        walk = Walk()
        return _page(request, walk, FIRST, walk.form(FIRST, language), lost=True)
    return _sent(request, walk, language)


def _sent(request: HttpRequest, walk: Walk, language: str) -> HttpResponse:
    """Take a step that was sent: go back, stay, go on or write everything down."""
    name = request.POST.get("schritt", "")
    name = name if name in STEPS else FIRST
    walk.keep(name, request.POST)
    target = request.POST.get("zu", "")
    if target in NAMES[: NAMES.index(name)]:
        return _page(request, walk, target, walk.form(target, language))
    form = STEPS[name](request.POST, language=language)
    if name == LAST:
        return _finish(request, walk, form, language)
    if not form.is_valid():
        return _page(request, walk, name, form)
    following = NAMES[NAMES.index(name) + 1]
    return _page(request, walk, following, walk.form(following, language))


def _finish(request: HttpRequest, walk: Walk, form: Any, language: str) -> HttpResponse:
    made: list[Volunteer] = []
    if not guards.take(request, form, lambda _words: made.append(_offer(walk, form, language))):
        return _page(request, walk, LAST, form)
    if not made:
        return redirect("portal:volunteer-thanks", language)
    payload = {"volunteer": str(made[0].public_id)}
    token = links.signed(ANSWER, payload, max_age=HOUR)
    return redirect("portal:volunteer-answer", language, token)


def _offer(walk: Walk, form: YouStep, language: str) -> Volunteer:
    """Write the offer down. Raises FormRefused."""
    given = form.cleaned_data
    try:
        taken = offers.take(
            Offer(
                given["name"],
                mail=given["mail"],
                phone=given["phone"],
                language=language,
                spoken=_spoken(walk, language),
                wording=WORDING,
                values=_values(walk, given, language),
            )
        )
    except (VolunteerRefused, AvailabilityRefused):
        raise guards.FormRefused(
            _("Something in what you filled in does not go together. Please look through it again.")
        ) from None
    return taken.volunteer


def _values(walk: Walk, given: dict[str, Any], language: str) -> dict[str, Any]:
    wished = walk.opportunity()
    values = {"source": given["source"], "wishes": []}
    values["remarks"] = prospects.remarks(given["remarks"], [wished] if wished else [])
    for name in NAMES[:-1]:
        found = walk.finished(name, language).values()
        values |= found | {"wishes": [*values["wishes"], *found.get("wishes", [])]}
    return values


def _spoken(walk: Walk, language: str) -> tuple[tuple[str, str], ...]:
    form = walk.finished("koennen", language)
    return form.spoken() if isinstance(form, CanStep) else ()


def _wished(text: str) -> str:
    """Return the key of an opportunity in an address as it travels along, "" for anything else."""
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def _page(
    request: HttpRequest, walk: Walk, name: str, form: Step, *, lost: bool = False
) -> HttpResponse:
    number = NAMES.index(name)
    context = {
        "form": form,
        "step": name,
        "number": number + 1,
        "steps": len(NAMES),
        "before": NAMES[number - 1] if number else "",
        "state": walk.sealed(),
        "wished": walk.opportunity(),
        "lost": lost,
        "said": _said(walk, form.language) if name == LAST else [],
    }
    response = render(request, f"portal/joining/steps/{name}.html", context)
    response["Cache-Control"] = "private"
    return response


def _said(walk: Walk, language: str) -> list[tuple[str, Any, str]]:
    """Return (step, its question, what was said) of the steps before the last."""
    forms = [(name, walk.form(name, language)) for name in NAMES[:-1]]
    return [(name, form.heading, form.summary()) for name, form in forms]
