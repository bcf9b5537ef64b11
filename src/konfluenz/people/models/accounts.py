"""Accounts: who logs in. Most people never do."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.people.models.persons import Person
from konfluenz.people.models.roles import Role, RoleGrant
from konfluenz.people.models.uses import LOG_IN

STAFF = frozenset(
    {
        Role.ADMINISTRATOR,
        Role.COORDINATOR,
        Role.INTEGRATION_OFFICER,
        Role.EDITOR,
        Role.OFFICE_COLLEAGUE,
        Role.SOCIAL_WORKER,
        Role.ON_CALL_STAFF,
        Role.DATA_PROTECTION_OFFICER,
    }
)
"""The roles that work in the office. They need a second factor."""


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by mail address, together with their person.

    The join is an outer one: lock rows with ``select_for_update(of=("self",))``.
    """

    def get_queryset(self) -> models.QuerySet["Account"]:
        """Return all accounts, the person read along."""
        return super().get_queryset().select_related("person")

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account of a mail address, however it is capitalised."""
        return self.get(email=normalised(username or ""))

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """Create an account without a record in the trail: for Django's own commands and tests.

        Everything else opens accounts by `people.accounts.open`.
        """
        account = self.model(email=normalised(email), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """Create an account that Wagtail's admin lets do everything."""
        return self.create_user(email, password, is_superuser=True, **fields)


def normalised(email: str) -> str:
    """Return a mail address as it is stored: no blanks around it, all in lower case."""
    return email.strip().lower()


@personal_data.declare(
    subject="person",
    holds={"email password last_login": LOG_IN},
    free="person is_active is_superuser created_at groups user_permissions",
)
class Account(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """Somebody's way in: a mail address with a password or one-time codes.

    A room that has business with people points to the person, never to the account. The
    login address is stored readable because every login looks it up; contact data is not.
    """

    email = models.EmailField(
        _("E-mail"),
        unique=True,
        error_messages={"unique": _("This e-mail address has an account already.")},
    )
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="account"
    )
    is_active = models.BooleanField(_("May log in"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="account_mail_in_lower_case"
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Return the person's name, or the mail address of an account without a person."""
        return self.person.name if self.person else self.email

    get_short_name = get_full_name

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles in force when first asked: one query for the life of this object."""
        if not self.is_active or self.person_id is None:
            return frozenset()
        grants = RoleGrant.objects.in_force().filter(person_id=self.person_id)
        return frozenset(Role(role) for role in grants.values_list("role", flat=True))

    @property
    def is_staff_member(self) -> bool:
        """Whether the account works in the office."""
        return bool(self.roles & STAFF)

    @property
    def is_staff(self) -> bool:
        """What Django and Wagtail call it."""
        return self.is_staff_member

    @property
    def language(self) -> str:
        """The language of messages to the account."""
        return self.person.language if self.person else "de"

    def address(self, channel: str) -> str | None:
        """Return the login address for mails, and nothing for other channels."""
        return self.email if channel == "mail" else None

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read the account again, and its roles when next asked."""
        self.__dict__.pop("roles", None)
        super().refresh_from_db(*args, **kwargs)
