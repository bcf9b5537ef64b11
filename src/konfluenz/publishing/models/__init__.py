"""Tables of the room: pages, the library of pictures and files, and what keeps them true."""

from konfluenz.publishing.models.baking import BakedAddress, BakedRead, Urgency
from konfluenz.publishing.models.checklists import ChecklistItem, Phase
from konfluenz.publishing.models.finding import (
    FindingGram,
    FindingKind,
    FindingPart,
    FindingRecord,
    FindingTerm,
    FindingText,
    FindingUse,
    FindingWord,
    SearchMiss,
)
from konfluenz.publishing.models.library import Attachment, Picture, Rendition
from konfluenz.publishing.models.links import LinkState, LinkUse, OutsideLink
from konfluenz.publishing.models.moves import OldAddress
from konfluenz.publishing.models.opinions import PageOpinion
from konfluenz.publishing.models.pages import (
    Careful,
    OwnVersion,
    PageKind,
    PortalPage,
    Situation,
)
from konfluenz.publishing.models.terms import Term

__all__ = [
    "Attachment",
    "BakedAddress",
    "BakedRead",
    "Careful",
    "ChecklistItem",
    "FindingGram",
    "FindingKind",
    "FindingPart",
    "FindingRecord",
    "FindingTerm",
    "FindingText",
    "FindingUse",
    "FindingWord",
    "LinkState",
    "LinkUse",
    "OldAddress",
    "OutsideLink",
    "OwnVersion",
    "PageKind",
    "PageOpinion",
    "Phase",
    "Picture",
    "PortalPage",
    "Rendition",
    "SearchMiss",
    "Situation",
    "Term",
    "Urgency",
]
