"""The set-up: the overview, and a page for each of its six steps."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.directory import districts, municipality, trials
from konfluenz.directory.models import District, Municipality
from konfluenz.ground.imports import kinds as list_kinds
from konfluenz.office import notices, sheets
from konfluenz.office import settings as city_settings
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.imports import import_wording
from konfluenz.office.setup import results, step_forms, steps
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

ON = gettext_lazy("Save and go on")
SAVED = gettext_lazy("Saved.")


@requires(Right.EDIT_SETTINGS)
def setup(request: OfficeRequest) -> HttpResponse:
    """Show how far the city is, and what comes next."""
    city = municipality.current()
    lines = steps.lines(city)
    context = {
        "city": city,
        "lines": lines,
        "next": next((line for line in lines if not line.standing.done), None),
        "done": sum(line.standing.done for line in lines),
        "results": results.latest(),
    }
    return render(request, "office/setup/overview.html", context)


@requires(Right.EDIT_SETTINGS)
def step(request: OfficeRequest, part: str) -> HttpResponse:
    """Show one step, or do what its form asks for. The first one comes before all others."""
    city = municipality.current()
    if city.pk is None and part != steps.SLUGS[0]:
        notices.refused(request, _("Say first which city this is."))
        return redirect(steps.STEPS[0].url)
    return _PAGES[part](request, city)


def _city(request: OfficeRequest, city: Municipality) -> HttpResponse:
    return sheets.respond(
        request,
        _sheet("stadt", step_forms.CityAndWordsForm, municipality.MunicipalityRefused),
        record=city if city.pk else None,
        initial=city_settings.typed if city.pk else {},
        save=lambda values, seen: city_settings.save(request, city, values, seen),
        done=lambda _saved: steps.after("stadt"),
        **_around("stadt", city),
    )


def _districts(request: OfficeRequest, city: Municipality) -> HttpResponse:
    for field, act, told in _DISTRICT_ACTS:
        if wanted := request.POST.get(field, ""):
            return _act_on_district(request, wanted, act, told)
    sheet = _sheet(
        "stadtteile",
        step_forms.DistrictsForm,
        districts.DistrictRefused,
        template="office/setup/districts.html",
        submit=gettext_lazy("Write districts down"),
        told="",
    )
    return sheets.respond(
        request,
        sheet,
        initial={},
        save=lambda values, _seen: districts.write(values["districts"], by=request.user),
        done=lambda written: _tell(request, written),
        **_around("stadtteile", city),
        **_on_the_list(),
    )


def _tell(request: OfficeRequest, written: districts.Written) -> str:
    """Say what came of a list of districts, and return where it can be seen."""
    words = _("%(new)d new, %(changed)d changed, %(unchanged)d unchanged.")
    notices.done(request, words % vars(written))
    return steps.BY_SLUG["stadtteile"].url


_DISTRICT_ACTS: tuple[tuple[str, Callable[..., Any], Promise], ...] = (
    ("remove", districts.remove, gettext_lazy("The district was taken off the list.")),
    ("rejoin", districts.rejoin, gettext_lazy("The split was taken back.")),
)
"""Buttons beside a district: their field, what they do, what is told then."""


def _act_on_district(
    request: OfficeRequest, public_id: str, act: Callable[..., Any], told: Promise
) -> HttpResponse:
    one = get_object_or_404(District, public_id=public_id)
    try:
        act(one, by=request.user)
        notices.done(request, str(told))
    except districts.DistrictRefused as refusal:
        notices.refused(request, refusal)
    return redirect(steps.BY_SLUG["stadtteile"].url)


def _on_the_list() -> dict[str, Any]:
    """Return the districts that there are, and those that were split with what they became."""
    rows = list(District.objects.prefetch_related("successors"))
    return {
        "districts": [one for one in rows if one.valid_until is None],
        "split": [one for one in rows if one.valid_until is not None],
    }


def _lists(request: OfficeRequest, city: Municipality) -> HttpResponse:
    standing = steps.BY_SLUG["listen"].standing(city)
    context = {
        **_around("listen", city),
        "standing": standing,
        "results": results.latest(),
        "kinds": [(kind, import_wording.of(kind)) for kind in list_kinds.all_kinds()],
    }
    return render(request, "office/setup/lists.html", context)


def _mailbox(request: OfficeRequest, city: Municipality) -> HttpResponse:
    if request.method == "POST":
        message = trials.write_test(request.user)
        notices.done(request, _("The mail is on its way. Here you see what becomes of it."))
        return redirect("office:message", public_id=message.public_id)
    server = urlsplit(settings.MAIL_URL)
    context = {
        **_around("postfach", city),
        "server": server.hostname,
        "encrypted": server.scheme == "smtps" or "tls=off" not in server.query,
        "sender": settings.DEFAULT_FROM_EMAIL,
        "texts": bool(settings.SMS_URL),
        "passes": not trials.reason_to_hold("mail", request.user.email),
    }
    return render(request, "office/setup/mailbox.html", context)


def _texts(request: OfficeRequest, city: Municipality) -> HttpResponse:
    return sheets.respond(
        request,
        _sheet("texte", step_forms.TextsForm, municipality.MunicipalityRefused),
        record=city,
        initial=_proposed_texts,
        save=lambda values, seen: municipality.correct(values, seen=seen, by=request.user),
        done=lambda _saved: steps.after("texte"),
        **_around("texte", city),
    )


def _proposed_texts(city: Municipality) -> dict[str, object]:
    """Return the texts as they stand; where there is none, a draft from what is known."""
    reached = [city.street, f"{city.postcode} {city.name}".strip(), city.phone, city.mail]
    known = "\n".join([str(city), *(line for line in reached if line)])
    values = {name: getattr(city, name) for name in step_forms.TextsForm.base_fields}
    drafts = {"imprint": known, "accessibility_contact": known}
    return values | {name: text for name, text in drafts.items() if not values[name]}


def _trial(request: OfficeRequest, city: Municipality) -> HttpResponse:
    if request.POST.get("do") == "end":
        return _end_trial(request)
    act = trials.allow if city.trial else trials.begin
    sheet = _sheet(
        "probebetrieb",
        step_forms.TrialForm,
        trials.TrialRefused,
        template="office/setup/trial.html",
        submit=gettext_lazy("Save") if city.trial else gettext_lazy("Begin trial operation"),
    )
    return sheets.respond(
        request,
        sheet,
        record=city,
        initial=lambda city: {
            "addresses": city.trial_addresses if city.trial else [request.user.email]
        },
        save=lambda values, seen: act(values["addresses"], seen=seen, by=request.user),
        done=lambda _saved: steps.BY_SLUG["probebetrieb"].url,
        **_around("probebetrieb", city),
        on_trial=city.trial,
        held=trials.held(),
    )


def _end_trial(request: OfficeRequest) -> HttpResponse:
    trials.end(by=request.user)
    count = trials.held()
    words = _("The trial is over: messages go out from now on.")
    if count:
        words += " " + ngettext(
            "%(n)d message is still held back: decide in the outbox whether it goes.",
            "%(n)d messages are still held back: decide in the outbox for each whether it goes.",
            count,
        ) % {"n": count}
    notices.done(request, words)
    return redirect("office:setup")


def _sheet(
    slug: str,
    form: type,
    refused: type[Exception],
    *,
    template: str = "office/setup/step.html",
    submit: sheets.Text = ON,
    told: sheets.Text = SAVED,
) -> Sheet:
    one = steps.BY_SLUG[slug]
    return Sheet(
        f"setup-{slug}",
        one.title,
        form,
        refusals=(refused,),
        lead=one.why,
        submit=submit,
        told=told,
        template=template,
    )


def _around(slug: str, city: Municipality) -> dict[str, Any]:
    """Return what every step shows: all six with how they stand, and the ways back and on."""
    return {
        "lines": steps.lines(city),
        "here": slug,
        "number": steps.SLUGS.index(slug) + 1,
        "step": steps.BY_SLUG[slug],
        "back": reverse("office:setup"),
        "onward": steps.after(slug),
    }


_PAGES: dict[str, Callable[[OfficeRequest, Municipality], HttpResponse]] = {
    "stadt": _city,
    "stadtteile": _districts,
    "listen": _lists,
    "postfach": _mailbox,
    "texte": _texts,
    "probebetrieb": _trial,
}
