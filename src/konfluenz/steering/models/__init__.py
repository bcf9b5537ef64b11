"""Tables of the steering room: the concept, what it wants, and the figures it is read by."""

from konfluenz.steering.models.charts import Chart
from konfluenz.steering.models.concepts import (
    Concept,
    ConceptState,
    MunicipalFunction,
    RevisionReview,
    Vote,
)
from konfluenz.steering.models.goals import (
    AreaLevel,
    Goal,
    GoalState,
    GoalStatus,
    PriorityArea,
)
from konfluenz.steering.models.indicators import (
    DatedBy,
    Direction,
    Indicator,
    Observation,
    ObservationState,
    Unit,
)

__all__ = [
    "AreaLevel",
    "Chart",
    "Concept",
    "ConceptState",
    "DatedBy",
    "Direction",
    "Goal",
    "GoalState",
    "GoalStatus",
    "Indicator",
    "MunicipalFunction",
    "Observation",
    "ObservationState",
    "PriorityArea",
    "RevisionReview",
    "Unit",
    "Vote",
]
