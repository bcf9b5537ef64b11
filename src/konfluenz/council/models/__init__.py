"""Tables of the council room: papers, their way through the bodies, and what answers them."""

from konfluenz.council.models.bodies import (
    BodyTerm,
    FactionSeats,
)
from konfluenz.council.models.consultations import (
    Consultation,
    ConsultationResult,
    ConsultationRole,
    GroupVote,
    Outcome,
    Resolution,
)
from konfluenz.council.models.data_requests import DataRequest, RequestedItem, RequestState
from konfluenz.council.models.evidence import (
    Evidence,
)
from konfluenz.council.models.follow_ups import (
    FollowUp,
    FollowUpKind,
)
from konfluenz.council.models.imports import (
    ImportState,
    PaperImport,
)
from konfluenz.council.models.meetings import (
    Meeting,
    MeetingItem,
    SessionState,
)
from konfluenz.council.models.oparl import (
    ConsultationSource,
    OparlImport,
    OparlObject,
)
from konfluenz.council.models.papers import (
    NumberRange,
    Paper,
    PaperLink,
    PaperPart,
    PaperType,
    PartKind,
    Recommendation,
    Sentence,
    SentenceKind,
)
from konfluenz.council.models.reports import Report, ReportState, ReportText
from konfluenz.council.models.templates import ReportTemplate

__all__ = [
    "BodyTerm",
    "Consultation",
    "ConsultationResult",
    "ConsultationRole",
    "ConsultationSource",
    "DataRequest",
    "Evidence",
    "FactionSeats",
    "FollowUp",
    "FollowUpKind",
    "GroupVote",
    "ImportState",
    "Meeting",
    "MeetingItem",
    "NumberRange",
    "OparlImport",
    "OparlObject",
    "Outcome",
    "Paper",
    "PaperImport",
    "PaperLink",
    "PaperPart",
    "PaperType",
    "PartKind",
    "Recommendation",
    "Report",
    "ReportState",
    "ReportTemplate",
    "ReportText",
    "RequestState",
    "RequestedItem",
    "Resolution",
    "Sentence",
    "SentenceKind",
    "SessionState",
]
