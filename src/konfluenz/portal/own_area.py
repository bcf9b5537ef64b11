"""*Mein Bereich*: what volunteers and members of organisations see and decide about themselves."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konfluenz.directory.models import Membership
from konfluenz.people import consents, languages, roles
from konfluenz.people.models import Person
from konfluenz.people.models.consents import Purpose, Way
from konfluenz.people.models.contacts import Kind
from konfluenz.people.models.languages import Level
from konfluenz.portal.language import LANGUAGES
from konfluenz.portal.pages import own_only

PURPOSES: dict[str, str | Promise] = {
    Purpose.KEEP_CONTACT: gettext_lazy("We may keep in contact with you about volunteering"),
    Purpose.NEWSLETTER: gettext_lazy("We may send you the newsletter"),
    Purpose.PASS_ON: gettext_lazy("We may pass your contact details on to organisations"),
    Purpose.PHOTOS: gettext_lazy("We may show photos and stories of you"),
    Purpose.HONOURS: gettext_lazy("We may name you when volunteers are honoured"),
}
KINDS: dict[str, str | Promise] = {
    Kind.MAIL: gettext_lazy("E-mail"),
    Kind.PHONE: gettext_lazy("Phone"),
    Kind.POST: gettext_lazy("Postal address"),
}
"""The public reads more languages than the office: these words are the portal's own."""


@own_only
@require_safe
@never_cache
@login_required
def own_area(request: HttpRequest, language: str) -> HttpResponse:
    """Show the reader's own data; staff work in the office."""
    if roles.of(request.user) & roles.STAFF:
        return redirect(settings.LOGIN_REDIRECT_URL)
    person = getattr(request.user, "person", None)
    context = {"person": person, **(_own(person) if person else {})}
    return render(request, "portal/own_area.html", context)


@own_only
@require_POST
@never_cache
@login_required
def withdraw(request: HttpRequest, language: str, purpose: str) -> HttpResponse:
    """Take back one of the reader's own consents; one that is gone already needs no taking back."""
    person = getattr(request.user, "person", None)
    if person is not None and consents.has(person, purpose):
        consents.withdraw(person, purpose, channel=Way.WEB, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("You have withdrawn your consent. We stop at once."))
    return redirect("portal:own_area", language)


def _own(person: Person) -> dict:
    memberships = Membership.objects.on(timezone.localdate()).filter(person=person)
    return {
        "messages_in": getattr(LANGUAGES.get(person.language), "name", person.language),
        "channels": [(KINDS.get(each.kind, ""), each.value) for each in person.contacts.all()],
        "spoken": [_spoken(each.language, each.level) for each in person.languages.all()],
        "memberships": list(memberships.select_related("organization")),
        "consents": [
            (purpose, PURPOSES.get(purpose, purpose), consent.at)
            for purpose, consent in consents.standing(person).items()
        ],
    }


def _spoken(language: str, level: str) -> tuple[str, str]:
    shown = _("first language") if level == Level.NATIVE else level.upper()
    return languages.name(language), shown
