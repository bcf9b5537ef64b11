"""What belongs to a person: names in other scripts, contacts, spoken languages.

Adding has a page of its own; removing is one click that can be taken back.
"""

from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.office import forms, notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.people.person import address_of, seen_by
from konfluenz.office.sheets import Sheet
from konfluenz.people import contacts, languages, persons
from konfluenz.people.models.contacts import Kind
from konfluenz.people.models.languages import Level
from konfluenz.people.models.persons import Script
from konfluenz.people.roles import Right


class ContactForm(forms.Form):
    """One way to reach a person."""

    kind = django_forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=Kind.choices,
        widget=django_forms.RadioSelect,
        initial="mail",
    )
    value = django_forms.CharField(
        label=gettext_lazy("Contact"),
        max_length=500,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("name@example.org, 0261 123456, or street, postcode and town."),
    )
    preferred = django_forms.BooleanField(label=gettext_lazy("Use this one first"), required=False)


class LanguageForm(forms.Form):
    """A language a person speaks."""

    language = django_forms.ChoiceField(
        label=gettext_lazy("Language"), choices=lambda: languages.names().items()
    )
    level = django_forms.ChoiceField(
        label=gettext_lazy("Level"),
        choices=Level.choices,
        widget=django_forms.RadioSelect,
        help_text=gettext_lazy("By the Common European Framework of Reference."),
    )


class NameForm(forms.Form):
    """A name in another script or spelling."""

    script = django_forms.ChoiceField(label=gettext_lazy("Script"), choices=Script.choices)
    name = django_forms.CharField(label=gettext_lazy("Name"), max_length=200)


CONTACT = Sheet(
    "person-contact",
    gettext_lazy("Add contact"),
    ContactForm,
    refusals=(contacts.ContactRefused,),
    submit=gettext_lazy("Add contact"),
    told=gettext_lazy("The contact was added."),
)
LANGUAGE = Sheet(
    "person-language",
    gettext_lazy("Note spoken language"),
    LanguageForm,
    refusals=(languages.LanguageRefused,),
    told=gettext_lazy("The language was noted."),
)
NAME = Sheet(
    "person-name",
    gettext_lazy("Add name in another script"),
    NameForm,
    refusals=(persons.PersonRefused,),
    told=gettext_lazy("The name was added."),
)


@requires(Right.EDIT_PERSONS)
def add_contact(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Add a way to reach the person."""
    one = seen_by(request, public_id)
    return sheets.respond(
        request,
        CONTACT,
        save=lambda values, _seen: contacts.add(one, **values, by=request.user),
        back=address_of(one),
        parent=one.name,
    )


@requires(Right.EDIT_PERSONS)
@require_POST
def prefer_contact(request: OfficeRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Use this contact before the others of its kind."""
    one = seen_by(request, public_id)
    contacts.prefer(get_object_or_404(one.contacts, pk=pk), by=request.user)
    notices.done(request, _("This contact is now used first."))
    return redirect(address_of(one))


@requires(Right.EDIT_PERSONS)
@require_POST
def remove_contact(request: OfficeRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Forget a way to reach the person."""
    one = seen_by(request, public_id)
    gone = get_object_or_404(one.contacts, pk=pk)
    contacts.remove(gone, by=request.user)
    notices.done(
        request,
        _("The contact was removed."),
        undo=reverse("office:person-contact-restore", kwargs={"public_id": public_id}),
        keep={"kind": gone.kind, "value": gone.value, "preferred": gone.preferred},
    )
    return redirect(address_of(one))


@requires(Right.EDIT_PERSONS)
@require_POST
def restore_contact(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take the removal of a contact back."""
    one = seen_by(request, public_id)
    try:
        contacts.add(one, **notices.kept(request), by=request.user)
        notices.done(request, _("The contact is back."))
    except contacts.ContactRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one))


@requires(Right.EDIT_PERSONS)
def put_language(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note that the person speaks a language."""
    one = seen_by(request, public_id)
    return sheets.respond(
        request,
        LANGUAGE,
        save=lambda values, _seen: languages.put(one, **values, by=request.user),
        back=address_of(one),
        parent=one.name,
    )


@requires(Right.EDIT_PERSONS)
@require_POST
def remove_language(request: OfficeRequest, public_id: UUID, language: str) -> HttpResponse:
    """Forget that the person speaks a language."""
    one = seen_by(request, public_id)
    spoken = get_object_or_404(one.languages, language=language)
    languages.remove(one, language, by=request.user)
    notices.done(
        request,
        _("The language was removed."),
        undo=reverse("office:person-language-restore", kwargs={"public_id": public_id}),
        keep={"language": language, "level": spoken.level},
    )
    return redirect(address_of(one))


@requires(Right.EDIT_PERSONS)
@require_POST
def restore_language(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take the removal of a language back."""
    one = seen_by(request, public_id)
    languages.put(one, **notices.kept(request), by=request.user)
    notices.done(request, _("The language is back."))
    return redirect(address_of(one))


@requires(Right.EDIT_PERSONS)
def add_name(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Add a name in another script."""
    one = seen_by(request, public_id)
    standing = [(name.script, name.name) for name in one.names.all()]
    return sheets.respond(
        request,
        NAME,
        record=one,
        initial=lambda _person: {},
        save=lambda values, seen: persons.correct(
            one,
            {"names": [*standing, (values["script"], values["name"])]},
            seen=seen,
            by=request.user,
        ),
        back=address_of(one),
        parent=one.name,
    )


@requires(Right.EDIT_PERSONS)
@require_POST
def remove_name(request: OfficeRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Forget a name in another script."""
    one = seen_by(request, public_id)
    gone = get_object_or_404(one.names, pk=pk)
    names = [(name.script, name.name) for name in one.names.all() if name.pk != pk]
    persons.correct(one, {"names": names}, seen=None, by=request.user)
    notices.done(
        request,
        _("The name was removed."),
        undo=reverse("office:person-name-restore", kwargs={"public_id": public_id}),
        keep={"script": gone.script, "name": gone.name},
    )
    return redirect(address_of(one))


@requires(Right.EDIT_PERSONS)
@require_POST
def restore_name(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take the removal of a name back."""
    kept = notices.kept(request)
    one = seen_by(request, public_id)
    names = [(name.script, name.name) for name in one.names.all()]
    persons.correct(
        one, {"names": [*names, (kept["script"], kept["name"])]}, seen=None, by=request.user
    )
    notices.done(request, _("The name is back."))
    return redirect(address_of(one))
