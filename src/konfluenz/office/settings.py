"""The municipality's settings: name, logo, colour, languages, words, and the legal texts."""

from typing import Any

from django import forms as django_forms
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.directory import logos, municipality, trials, words
from konfluenz.directory.models import Land, Municipality
from konfluenz.directory.models.municipality import GenderForm
from konfluenz.ground import files
from konfluenz.office import forms, notices, sheets, timelines
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right
from konfluenz.steering.measuring import catalogue

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    ("timeline", gettext_lazy("History")),
)
WORD = "word_"
LONG = django_forms.Textarea(attrs={"rows": 4})


class CityForm(forms.Form):
    """Who the city is and how it is reached."""

    kind = django_forms.CharField(
        label=gettext_lazy("Kind"),
        max_length=80,
        initial="Stadt",
        help_text=gettext_lazy("As in “Stadt Musterstadt”"),
    )
    name = django_forms.CharField(label=gettext_lazy("Name"), max_length=120)
    land = django_forms.ChoiceField(label=gettext_lazy("Land"), choices=Land.choices)
    street = django_forms.CharField(
        label=gettext_lazy("Street and number"), max_length=120, required=False
    )
    postcode = django_forms.CharField(label=gettext_lazy("Postcode"), max_length=10, required=False)
    mail = django_forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    phone = django_forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    website = django_forms.URLField(
        label=gettext_lazy("Website"), required=False, assume_scheme="https"
    )

    groups: tuple = (
        (
            gettext_lazy("How the city is reached"),
            ("street", "postcode", "mail", "phone", "website"),
        ),
    )


class LookForm(forms.Form):
    """What the portal looks like and which languages it speaks."""

    accent = django_forms.CharField(
        label=gettext_lazy("Accent colour"),
        max_length=7,
        help_text=gettext_lazy(
            "Like #14508c. White text on it must be readable: at least 4.5 to 1."
        ),
    )
    languages = django_forms.MultipleChoiceField(
        label=gettext_lazy("Languages of the portal"),
        choices=django_settings.LANGUAGES,
        widget=django_forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("German is the source and stays."),
    )
    gender_form = django_forms.ChoiceField(
        label=gettext_lazy("Gender form"),
        choices=GenderForm.choices,
        widget=django_forms.RadioSelect,
    )


class WordsForm(forms.Form):
    """What this city calls the things whose names differ by Land."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = Municipality(land=municipality.current().land)
        for key, word in words.WORDS.items():
            field = django_forms.CharField(
                label=str(word.term),
                max_length=80,
                required=False,
                widget=django_forms.TextInput(attrs={"placeholder": words.german(key, usual)}),
            )
            forms.dress(field.widget)
            self.fields[WORD + key] = field


class LegalForm(forms.Form):
    """The texts that the law asks for."""

    imprint = django_forms.CharField(label=gettext_lazy("Imprint"), required=False, widget=LONG)
    responsible = django_forms.CharField(
        label=gettext_lazy("Responsible for the content"), required=False, widget=LONG
    )
    accessibility_contact = django_forms.CharField(
        label=gettext_lazy("Contact for accessibility"), required=False, widget=LONG
    )
    enforcement_body = django_forms.CharField(
        label=gettext_lazy("Enforcement body for accessibility"), required=False, widget=LONG
    )


class LogoForm(forms.Form):
    """A picture of the coat of arms or the logo."""

    logo = django_forms.FileField(
        label=gettext_lazy("Picture"),
        widget=django_forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        help_text=gettext_lazy("PNG, JPEG or WebP. What the camera noted in it is removed."),
    )


PARTS: dict[str, tuple[Promise, type[forms.Form]]] = {
    "stadt": (gettext_lazy("City and contact"), CityForm),
    "aussehen": (gettext_lazy("Look and languages"), LookForm),
    "woerter": (gettext_lazy("Words"), WordsForm),
    "rechtliches": (gettext_lazy("Legal texts"), LegalForm),
}
LOGO = Sheet(
    "settings-logo",
    gettext_lazy("Logo"),
    LogoForm,
    refusals=(files.FileRefused,),
    told=gettext_lazy("The logo was changed."),
)


@requires(Right.EDIT_SETTINGS)
def settings(request: OfficeRequest) -> HttpResponse:
    """Show what is set; before anything is, lead to the set-up."""
    city = municipality.current()
    if city.pk is None:
        return redirect("office:setup")
    tab = request.GET.get("tab", "")
    context = {
        "city": city,
        "tabs": TABS,
        "tab": tab,
        "languages": [dict(django_settings.LANGUAGES).get(code, code) for code in city.languages],
        "words": [(word.term, words.german(key, city)) for key, word in words.WORDS.items()],
        "timeline": timelines.of(city) if tab == "timeline" else [],
    }
    return render(request, "office/settings/settings.html", context)


@requires(Right.EDIT_SETTINGS)
def part(request: OfficeRequest, part: str) -> HttpResponse:
    """Change one part of the settings."""
    title, form = PARTS[part]
    city = municipality.current()
    if city.pk is None and form is not CityForm:
        return redirect("office:setup")
    sheet = Sheet(
        f"settings-{part}",
        title,
        form,
        refusals=(municipality.MunicipalityRefused,),
        told=gettext_lazy("The settings were saved."),
    )
    return sheets.respond(
        request,
        sheet,
        record=city if city.pk else None,
        initial=typed if city.pk else {},
        save=lambda values, seen: save(request, city, values, seen),
        back=reverse("office:settings"),
        parent=_("Municipality"),
    )


@requires(Right.EDIT_SETTINGS)
def logo(request: OfficeRequest) -> HttpResponse:
    """Put another logo in the place of the present one."""
    city = municipality.current()
    return sheets.respond(
        request,
        LOGO,
        record=city,
        initial=lambda _city: {},
        save=lambda values, seen: logos.put(values["logo"], seen=seen, by=request.user),
        back=reverse("office:settings"),
        parent=_("Municipality"),
    )


@requires(Right.EDIT_SETTINGS)
@require_POST
def remove_logo(request: OfficeRequest) -> HttpResponse:
    """Show no logo any more."""
    logos.remove(by=request.user)
    notices.done(request, _("The logo was removed."))
    return redirect("office:settings")


def save(
    request: OfficeRequest, city: Municipality, typed: dict[str, Any], seen: int | None
) -> Municipality:
    """Keep what was typed into a form of the settings; a new city begins on trial.

    Until its first administrator ends the trial, messages reach that administrator alone.
    """
    values = {name: value for name, value in typed.items() if not name.startswith(WORD)}
    chosen = {
        name.removeprefix(WORD): value for name, value in typed.items() if name.startswith(WORD)
    }
    if chosen:
        values["words"] = chosen
    if city.pk is None:
        mine = trials.allowed([request.user.email])
        made = municipality.set_up(**values, trial=True, trial_addresses=mine, by=request.user)
        catalogue.ensure(by=request.user)
        return made
    return municipality.correct(values, seen=seen, by=request.user)


def typed(city: Municipality) -> dict[str, Any]:
    """Return the settings as their forms show them."""
    names = [name for _title, form in PARTS.values() for name in form.base_fields]
    chosen = {WORD + key: city.words.get(key, "") for key in words.WORDS}
    return {name: getattr(city, name) for name in names} | chosen
