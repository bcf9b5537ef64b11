"""Tables of the room: pages, the library of pictures and files, and what keeps them true."""

from konfluenz.publishing.models.baking import BakedAddress, BakedRead, Urgency
from konfluenz.publishing.models.checklists import ChecklistItem, Phase
from konfluenz.publishing.models.library import Attachment, Picture, Rendition
from konfluenz.publishing.models.moves import OldAddress
from konfluenz.publishing.models.opinions import PageOpinion
from konfluenz.publishing.models.pages import (
    Careful,
    OwnVersion,
    PageKind,
    PortalPage,
    Situation,
)

__all__ = [
    "Attachment",
    "BakedAddress",
    "BakedRead",
    "Careful",
    "ChecklistItem",
    "OldAddress",
    "OwnVersion",
    "PageKind",
    "PageOpinion",
    "Phase",
    "Picture",
    "PortalPage",
    "Rendition",
    "Situation",
    "Urgency",
]
