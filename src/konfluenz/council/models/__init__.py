"""Tables of the council room: papers, their way through the bodies, and what answers them."""

from konfluenz.council.models.consultations import (
    Consultation,
    ConsultationResult,
    ConsultationRole,
    Outcome,
    Resolution,
)
from konfluenz.council.models.evidence import Evidence
from konfluenz.council.models.imports import ImportState, PaperImport
from konfluenz.council.models.papers import (
    Paper,
    PaperPart,
    PaperType,
    PartKind,
    Recommendation,
    Sentence,
    SentenceKind,
)

__all__ = [
    "Consultation",
    "ConsultationResult",
    "ConsultationRole",
    "Evidence",
    "ImportState",
    "Outcome",
    "Paper",
    "PaperImport",
    "PaperPart",
    "PaperType",
    "PartKind",
    "Recommendation",
    "Resolution",
    "Sentence",
    "SentenceKind",
]
