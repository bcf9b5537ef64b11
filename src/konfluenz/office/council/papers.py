"""The list of papers, with what waits to be confirmed above it, and adding one by hand."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

import django_filters
import django_tables2 as tables
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.council import access, mirrors, results
from konfluenz.council import papers as domain
from konfluenz.council.models import Consultation, Paper, PaperType
from konfluenz.council.papers import PaperRefused
from konfluenz.council.proofs import Answer
from konfluenz.directory.models import Organization
from konfluenz.ground import dates
from konfluenz.office import lists, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.council import paper_forms, paper_imports
from konfluenz.office.lists import Add, Bulk, Empty, Listing
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

OPEN = "open"
DOCUMENTED = "documented"
YES = "yes"
NO = "no"


def address_of(paper: Paper, tab: str = "") -> str:
    """Return the address of the paper's record, opened at `tab`."""
    path = reverse("office:paper", kwargs={"public_id": paper.public_id})
    return f"{path}?tab={tab}" if tab else path


def _derived(label: Promise) -> tables.Column:
    """Return a column that is made from the whole record by a method of the table."""
    return tables.Column(label, accessor="pk", empty_values=(), orderable=False)


class PaperTable(lists.Table):
    """Papers, the newest first."""

    subject = lists.head(gettext_lazy("Subject"), "paper", order_by=("subject", "id"))
    reference = tables.Column(
        gettext_lazy("Number"), empty_values=(), attrs={"td": {"class": "k-nowrap"}}
    )
    paper_type = tables.Column(gettext_lazy("Kind"))
    date = tables.Column(gettext_lazy("Date"))
    stands = _derived(gettext_lazy("Where it stands"))
    mirror = _derived(gettext_lazy("Mirror"))
    public = tables.Column(gettext_lazy("Public"))

    def render_reference(self, record: Paper) -> SafeString | str:
        """Return the number; a statement without one bears that of the paper it answers."""
        if record.reference or record.answers is None:
            return record.reference
        text = _("on %(number)s") % {"number": record.answers.reference}
        return format_html('<span class="k-muted">{}</span>', text)

    def value_reference(self, record: Paper) -> str:
        """Return the paper's own number for an export."""
        return record.reference

    def render_date(self, value: dt.date) -> str:
        """Return the day as the city writes it."""
        return dates.show(value)

    def value_date(self, value: dt.date) -> str:
        """Return the day for an export."""
        return value.isoformat()

    def render_stands(self, record: Paper) -> SafeString | str:
        """Return the last station of the path, and below it what came of it there."""
        last = _last(record)
        if last is None:
            return ""
        return format_html(
            '<span>{}<br><span class="k-muted k-small">{}</span></span>', last, came_of_it(last)
        )

    def value_stands(self, record: Paper) -> str:
        """Return both for an export."""
        last = _last(record)
        return f"{last}: {came_of_it(last)}" if last else ""

    def render_mirror(self, record: Paper) -> SafeString | str:
        """Return how many sentences are answered, as a link to the mirror."""
        path = reverse("office:mirror", kwargs={"public_id": record.public_id})
        text = self.value_mirror(record)
        return format_html('<a class="k-link" href="{}">{}</a>', path, text) if text else ""

    def value_mirror(self, record: Paper) -> str:
        """Return the numbers in words, without those that are nought."""
        counted = self._counts.get(record.pk, Counter())
        return ", ".join(
            f"{counted[answer]} {answer.label}" for answer in Answer if counted[answer]
        )

    def render_public(self, value: bool) -> str:
        """Say whether everybody reads it."""
        return _("yes") if value else _("no")

    value_public = render_public

    @cached_property
    def _counts(self) -> dict[int, Counter[Answer]]:
        rows: Iterable = self.page.object_list if hasattr(self, "page") else self.rows
        return mirrors.counts([row.record for row in rows])


class PaperFilters(lists.Filters):
    """What kind of paper, before which body, from which year, and what is still missing."""

    paper_type = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=PaperType.choices, empty_label=gettext_lazy("any kind")
    )
    body = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Body"),
        queryset=lambda _request: Organization.objects.filter(
            pk__in=Consultation.objects.values("body")
        ),
        empty_label=gettext_lazy("any body"),
        method="before_body",
    )
    year = django_filters.ChoiceFilter(
        label=gettext_lazy("Year"),
        field_name="date__year",
        choices=lambda: [(year, str(year)) for year in dates.years(Paper.objects.all(), "date")],
        empty_label=gettext_lazy("any year"),
    )
    public = django_filters.ChoiceFilter(
        label=gettext_lazy("Public"),
        choices=[(YES, gettext_lazy("public")), (NO, gettext_lazy("internal"))],
        empty_label=gettext_lazy("all"),
        method="read_by_all",
    )
    result = django_filters.ChoiceFilter(
        label=gettext_lazy("Result"),
        choices=[(OPEN, gettext_lazy("still missing")), (DOCUMENTED, gettext_lazy("documented"))],
        empty_label=gettext_lazy("all"),
        method="with_result",
    )

    def before_body(self, rows: QuerySet[Paper], _name: str, body: Organization) -> QuerySet[Paper]:
        """Keep the papers that `body` deals with."""
        return rows.filter(Exists(_stations().filter(body=body)))

    def read_by_all(self, rows: QuerySet[Paper], _name: str, answer: str) -> QuerySet[Paper]:
        """Keep the public papers, or those inside the house."""
        return rows.filter(public=answer == YES)

    def with_result(self, rows: QuerySet[Paper], _name: str, answer: str) -> QuerySet[Paper]:
        """Keep the papers whose bodies met without a result on record, or those with results."""
        past = _stations().filter(date__lte=timezone.localdate())
        waiting = Exists(past.filter(result__isnull=True))
        if answer == OPEN:
            return rows.filter(waiting)
        return rows.filter(~waiting, Exists(_stations().filter(result__isnull=False)))


def _stations() -> QuerySet[Consultation]:
    return Consultation.objects.filter(paper=OuterRef("pk"))


def _last(paper: Paper) -> Consultation | None:
    """Return the last station that has been reached, or the first that is to come."""
    path = list(paper.consultations.all())
    today = timezone.localdate()
    reached = [one for one in path if one.date and one.date <= today]
    return reached[-1] if reached else path[0] if path else None


def came_of_it(one: Consultation) -> str:
    """Return the result in a sentence, or why there is none."""
    result = getattr(one, "result", None)
    if result is not None:
        return results.sentence(result)
    if one.date is None or one.date > timezone.localdate():
        return _("still to come")
    return _("no result on record")


def _rows(request: OfficeRequest) -> QuerySet[Paper]:
    path = Consultation.objects.select_related("body", "result__referred_to").order_by("position")
    return (
        access.visible_to(request.user)
        .select_related("answers")
        .prefetch_related(Prefetch("consultations", path))
        .order_by("-date", "reference", "id")
    )


def _publish(request: OfficeRequest, rows: QuerySet[Paper]) -> str:
    count = domain.publish_many(rows, by=request.user)
    return ngettext("%d paper is in the portal now.", "%d papers are in the portal now.", count) % (
        count
    )


PAPERS = Listing(
    slug="papers",
    title=gettext_lazy("Council papers"),
    lead=gettext_lazy("What goes through the bodies, what came of it, and whether it is kept."),
    rows=_rows,
    table=PaperTable,
    filters=PaperFilters,
    search_hint=gettext_lazy("Number or a word of the paper"),
    count=lambda n: ngettext("%(n)s paper", "%(n)s papers", n) % {"n": f"{n:,}".replace(",", ".")},
    empty=Empty(
        gettext_lazy("No paper is on record yet."),
        gettext_lazy("Read one in from its file, or add it by hand."),
    ),
    add=Add(gettext_lazy("Add by hand"), "paper-add", Right.EDIT_PAPERS),
    bulk=(Bulk("publish", gettext_lazy("Show in the portal"), Right.EDIT_PAPERS, _publish),),
    template="office/papers/list.html",
)
ADD = Sheet(
    "paper-add",
    gettext_lazy("Add paper"),
    paper_forms.NewPaperForm,
    refusals=(PaperRefused,),
    lead=gettext_lazy("If you have the file, read it in: then text and path come with it."),
    submit=gettext_lazy("Add paper"),
    told=gettext_lazy("The paper was added. Next comes its path."),
)


@requires(Right.READ_PAPERS)
def list_papers(request: OfficeRequest) -> HttpResponse:
    """Show the papers, or export them."""
    can_edit = may(request.user, Right.EDIT_PAPERS)
    waiting = list(paper_imports.waiting()) if can_edit else []
    return lists.respond(request, PAPERS, can_edit=can_edit, waiting=waiting)


@requires(Right.EDIT_PAPERS)
def add(request: OfficeRequest) -> HttpResponse:
    """Add a paper by hand."""
    return sheets.respond(
        request,
        ADD,
        initial={"paper_type": PaperType.MOTION},
        save=lambda values, _seen: domain.add(
            paper_forms.head(values),
            applicants=values["applicants"],
            numbered=values.get("numbered", False),
            by=request.user,
        ),
        done=address_of,
        back=reverse("office:papers"),
        parent=_("Council papers"),
    )
