"""What every office page shows around its content."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.http import HttpRequest

from konfluenz.directory import municipality
from konfluenz.directory.models import Municipality
from konfluenz.office import menu
from konfluenz.people import roles
from konfluenz.people.models import Account


class Frame:
    """The frame of one request. Nothing is looked up before a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def demo(self) -> bool:
        """Whether every person is invented, which every page says."""
        return settings.DEMO

    @cached_property
    def city(self) -> Municipality:
        """The municipality; before the set-up one without a name."""
        return municipality.current()

    @property
    def logo(self) -> str:
        """The address of the city's coat of arms; "" without one."""
        logo = self.city.logo
        return storages["default"].url(logo.key) if logo else ""

    @cached_property
    def account(self) -> Account | None:
        """Who is logged in."""
        user = getattr(self._request, "user", None)
        return user if isinstance(user, Account) else None

    @cached_property
    def may(self) -> dict[str, bool]:
        """The rights of the account, as templates ask for them: ``office.may.edit_persons``."""
        held = roles.rights(self.account) if self.account else frozenset()
        return {right.value: right in held for right in roles.Right}

    @property
    def roles(self) -> list[str]:
        """The account's roles, as people call them."""
        held = roles.of(self.account) if self.account else frozenset()
        return sorted(str(role.label) for role in held)

    @property
    def initials(self) -> str:
        """Two letters that stand for the account where there is no room for a name."""
        words = (self.account.get_full_name() if self.account else "").split()
        return "".join(word[0] for word in (words[:1] + words[-1:])[: len(words)]).upper()

    @cached_property
    def menu(self) -> list[tuple[str, list[menu.Line]]]:
        """The left menu."""
        match = self._request.resolver_match
        held = roles.rights(self.account) if self.account else frozenset()
        return menu.shown_to(held, (match.url_name or "") if match else "")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what templates of the office call ``office``."""
    return {"office": Frame(request)}
