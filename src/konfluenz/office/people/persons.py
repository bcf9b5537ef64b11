"""The list of persons."""

from functools import cached_property

import django_filters
import django_tables2 as tables
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from konfluenz.office import lists
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.people import access, languages
from konfluenz.people import persons as people
from konfluenz.people.models import Account, ContactChannel, Person, RoleGrant, SpokenLanguage
from konfluenz.people.models.contacts import Kind
from konfluenz.people.models.languages import Level
from konfluenz.people.models.roles import Role
from konfluenz.people.roles import Right


def _derived(label: Promise) -> tables.Column:
    """Return a column that is made from the whole record by a method of the table."""
    return tables.Column(label, accessor="pk", empty_values=(), orderable=False)


class PersonTable(lists.Table):
    """Persons, as the coordinator looks for them."""

    name = lists.head(_("Name"), "person", order_by=("sort_key", "id"))
    names = _derived(_("Other scripts"))
    languages = _derived(_("Speaks"))
    contacts = _derived(_("Reached by"))
    account = tables.Column(_("Account"), orderable=False)

    @cached_property
    def language_names(self) -> dict[str, str]:
        """The names of all languages, looked up once for the whole table."""
        return languages.names()

    def render_names(self, record: Person) -> SafeString:
        """Isolate each name: its script may run the other way."""
        names = ((name.name,) for name in record.names.all())
        return format_html_join(", ", "<bdi>{}</bdi>", names)

    def value_names(self, record: Person) -> str:
        """Return the names for an export."""
        return ", ".join(name.name for name in record.names.all())

    def render_languages(self, record: Person) -> str:
        """Return the languages with their levels."""
        return ", ".join(self._spoken(spoken) for spoken in record.languages.all())

    def _spoken(self, spoken: SpokenLanguage) -> str:
        name = self.language_names.get(spoken.language, spoken.language)
        return name if spoken.level == Level.NATIVE else f"{name} ({spoken.level.upper()})"

    def render_contacts(self, record: Person) -> str:
        """Return the kinds of contact; the contacts themselves stay on the record."""
        kinds = dict.fromkeys(contact.kind for contact in record.contacts.all())
        return ", ".join(str(Kind(kind).label) for kind in kinds)

    def render_account(self, value: Account) -> str:
        """Say whether the person can log in."""
        return str(_("open") if value.is_active else _("closed"))


class PersonFilters(lists.Filters):
    """Which language somebody speaks, which role they hold, whether they log in."""

    language = django_filters.ChoiceFilter(
        label=_("Speaks"),
        choices=lambda: languages.names().items(),
        empty_label=_("any language"),
        method="with_language",
    )
    role = django_filters.ChoiceFilter(
        label=_("Role"), choices=Role.choices, empty_label=_("any role"), method="with_role"
    )
    account = django_filters.ChoiceFilter(
        label=_("Account"),
        choices=[("yes", _("has an account")), ("no", _("has none"))],
        empty_label=_("all"),
        method="with_account",
    )

    def tally(self, query: str) -> int | None:
        """Return how many are left, if of all persons one thing alone was asked."""
        asked = {name: value for name, value in self.form.cleaned_data.items() if value}
        if self.queryset.query.where:
            return None
        if query and not asked:
            return people.count(query, lists.MOST_HITS + 1)
        if asked.keys() == {"language"} and not query:
            return SpokenLanguage.objects.filter(language=asked["language"]).count()
        return None

    def with_language(self, rows: QuerySet[Person], _name: str, code: str) -> QuerySet[Person]:
        """Keep those who speak `code`."""
        if not self.common:
            return rows.filter(languages__language=code)
        spoken = SpokenLanguage.objects.filter(person=OuterRef("pk"), language=code)
        return rows.filter(Exists(spoken))

    def with_role(self, rows: QuerySet[Person], _name: str, role: str) -> QuerySet[Person]:
        """Keep those who hold `role` today."""
        holders = RoleGrant.objects.in_force().filter(role=role).values("person")
        return rows.filter(pk__in=holders)

    def with_account(self, rows: QuerySet[Person], _name: str, answer: str) -> QuerySet[Person]:
        """Keep those with an account, or without."""
        return rows.filter(account__isnull=answer == "no")


def _rows(request: OfficeRequest) -> QuerySet[Person]:
    """Return the persons without what is sealed: a list has no need to open it."""
    kinds = ContactChannel.objects.only("person_id", "kind", "preferred")
    return (
        access.visible_to(request.user)
        .defer("notes")
        .select_related("account")
        .prefetch_related("names", "languages", Prefetch("contacts", kinds))
    )


PERSONS = Listing(
    slug="persons",
    title=_("People"),
    rows=_rows,
    table=PersonTable,
    filters=PersonFilters,
    find=lambda rows, query, **how: people.find(query, rows, **how),
    long=True,
    search_hint=_("Name, e-mail or phone"),
    count=lambda n: (
        ngettext("%(n)s person", "%(n)s persons", n) % {"n": f"{n:,}".replace(",", ".")}
    ),
    empty=Empty(
        _("Nobody is written down yet."),
        _("Add the first person: a name is enough. Languages and contacts can follow."),
    ),
    add=Add(_("Add person"), "person-add", Right.EDIT_PERSONS),
)


@requires(Right.READ_PERSONS)
def persons(request: OfficeRequest) -> HttpResponse:
    """Show the persons, or export them."""
    return lists.respond(request, PERSONS)
