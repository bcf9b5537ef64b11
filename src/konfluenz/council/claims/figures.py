"""What indicators and observations can be read as (F-01 to F-04)."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from konfluenz.council.claims.kinds import Kind, day, each, words
from konfluenz.council.values import Choice, Number
from konfluenz.ground import dates
from konfluenz.steering.models import Indicator, Observation, Unit

REGISTER = ("einwohnermelde", "melderegister", "erkennbar", "ableitbar", "abgeleitet")


def _observations() -> QuerySet[Observation]:
    return Observation.objects.select_related("indicator", "district")


def _number(observation: Observation) -> Number:
    return Number(
        observation.value, observation.approximate, percent=observation.unit == Unit.PERCENT
    )


def _method(observation: Observation) -> Choice | None:
    """Return the method note where it says that a register is behind the value."""
    return Choice(observation.method, REGISTER) if observation.method else None


def _title(observation: Observation) -> str:
    when = dates.show(observation.date, observation.precision)
    where = f", {observation.district}" if observation.district else ""
    return f"{observation.indicator}, {when}{where}"


INDICATORS = Kind(
    model=Indicator,
    rows=Indicator.objects.all,
    search=("name", "slug"),
    public=lambda indicator: indicator.public,
    attributes=(
        each("name", _("name"), lambda one: words(one.name)),
        each("usual_source", _("usual source"), lambda one: words(one.source)),
    ),
)
OBSERVATIONS = Kind(
    model=Observation,
    rows=_observations,
    search=("indicator__name", "source"),
    public=lambda observation: observation.indicator.public,
    title=_title,
    attributes=(
        each("value", _("value"), _number),
        each("date", _("date"), lambda one: day(one.date, one.precision)),
        each("method", _("method note"), _method),
    ),
)
