"""Tables of the steering room: the concept, what it wants, and the figures it is read by."""

from konfluenz.steering.models.advice import (
    AdviceState,
    GroupRecommendation,
    Hearing,
    HearingState,
)
from konfluenz.steering.models.charts import (
    Chart,
)
from konfluenz.steering.models.concepts import (
    Concept,
    ConceptState,
    MunicipalFunction,
    RevisionReview,
    Vote,
)
from konfluenz.steering.models.developments import (
    Development,
)
from konfluenz.steering.models.figure_labels import (
    FigureLabel,
    LabelKind,
    LabelMeaning,
)
from konfluenz.steering.models.goals import (
    AreaLevel,
    Goal,
    GoalState,
    GoalStatus,
    PriorityArea,
)
from konfluenz.steering.models.indicators import (
    WHOLE,
    Cycle,
    DatedBy,
    Direction,
    Indicator,
    Layer,
    Observation,
    ObservationState,
    Unit,
)
from konfluenz.steering.models.measures import (
    Measure,
    MeasureResult,
    MeasureState,
)
from konfluenz.steering.models.participation import (
    CommentOutcome,
    ParticipationComment,
    ParticipationRound,
)
from konfluenz.steering.models.snapshots import (
    Fact,
    FrozenIndicator,
    Hidden,
    Snapshot,
)
from konfluenz.steering.models.subscriptions import GoalSubscription

__all__ = [
    "WHOLE",
    "AdviceState",
    "AreaLevel",
    "Chart",
    "CommentOutcome",
    "Concept",
    "ConceptState",
    "Cycle",
    "DatedBy",
    "Development",
    "Direction",
    "Fact",
    "FigureLabel",
    "FrozenIndicator",
    "Goal",
    "GoalState",
    "GoalStatus",
    "GoalSubscription",
    "GroupRecommendation",
    "Hearing",
    "HearingState",
    "Hidden",
    "Indicator",
    "LabelKind",
    "LabelMeaning",
    "Layer",
    "Measure",
    "MeasureResult",
    "MeasureState",
    "MunicipalFunction",
    "Observation",
    "ObservationState",
    "ParticipationComment",
    "ParticipationRound",
    "PriorityArea",
    "RevisionReview",
    "Snapshot",
    "Unit",
    "Vote",
]
