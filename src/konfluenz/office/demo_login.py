"""The demo's way in: one link per role, no password. It is not there when the demo is off."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from konfluenz.people import demo, roles
from konfluenz.people.roles import Role

BACKEND = settings.AUTHENTICATION_BACKENDS[0]

WHAT_THEY_DO = {
    Role.COORDINATOR: _("Brings volunteers, organisations and matters together, all day long."),
    Role.INTEGRATION_OFFICER: _("Steers the concept and reports to the council."),
    Role.OFFICE_COLLEAGUE: _("Works in another office and sees what is agreed."),
    Role.SOCIAL_WORKER: _("Looks after people and passes matters on."),
    Role.ON_CALL_STAFF: _("Comes when the desk calls for staff."),
    Role.EDITOR: _("Writes what the public reads."),
    Role.DATA_PROTECTION_OFFICER: _("Checks what is stored, why and for how long."),
    Role.ADMINISTRATOR: _("Sets up the city, the roles and the words."),
    Role.VOLUNTEER: _("Helps, and sees and decides about their own data."),
    Role.ORGANISATION_MEMBER: _("Speaks for an association."),
    Role.DESK_VOLUNTEER: _("Sits at the drop-in desk."),
    Role.INTERPRETER: _("Interprets on call."),
    Role.TRAINER: _("Gives courses."),
    Role.JUROR: _("Decides on honours."),
}
"""What a role does, in the order in which the demo offers them: staff first."""


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """List the roles one can try."""
    _only_in_the_demo()
    offered = list(WHAT_THEY_DO.items())
    context = {
        "staff": [pair for pair in offered if pair[0] in roles.STAFF],
        "others": [pair for pair in offered if pair[0] not in roles.STAFF],
    }
    return render(request, "account/demo.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, role: str) -> HttpResponse:
    """Show the button, or log in as the invented person who holds `role`.

    A GET changes nothing: link previews and mail scanners follow links too. `next` is an
    address in this program to go to afterwards; any other is passed over.
    """
    _only_in_the_demo()
    if role not in Role.values:
        raise Http404(role)
    if request.method == "POST":
        login(request, demo.account_for(Role(role)), backend=BACKEND)
        return redirect(_onward(request.POST.get("next", "")) or "account_onward")
    context = {
        "role": Role(role),
        "what_they_do": WHAT_THEY_DO[Role(role)],
        "onward": _onward(request.GET.get("next", "")),
    }
    return render(request, "account/demo_enter.html", context)


def _onward(address: str) -> str:
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


def _only_in_the_demo() -> None:
    if not settings.DEMO:
        raise Http404
