"""Tables of the directory: who there is in and around the town hall, and who answers for what."""

from konfluenz.directory.models.groups import Group, GroupKind, GroupMember
from konfluenz.directory.models.municipality import GenderForm, Land, Municipality
from konfluenz.directory.models.notices import (
    ExternalResource,
    FundingProgramme,
    GoodsKind,
    GoodsNotice,
)
from konfluenz.directory.models.organizations import (
    Coverage,
    Membership,
    Organization,
    OrganizationKind,
    OrganizationState,
)
from konfluenz.directory.models.places import District, Place
from konfluenz.directory.models.posts import Holding, Post, PostStage, PostStageKind
from konfluenz.directory.models.reviews import Review, ReviewState
from konfluenz.directory.models.services import (
    Appointment,
    HoursException,
    OpeningHours,
    Service,
    ServiceState,
)
from konfluenz.directory.models.topics import Responsibility, Scope, Topic
from konfluenz.directory.models.units import (
    OrgUnit,
    UnitKind,
    UnitStage,
    UnitStageKind,
    UnitState,
    UnitSuccession,
)

__all__ = [
    "Appointment",
    "Coverage",
    "District",
    "ExternalResource",
    "FundingProgramme",
    "GenderForm",
    "GoodsKind",
    "GoodsNotice",
    "Group",
    "GroupKind",
    "GroupMember",
    "Holding",
    "HoursException",
    "Land",
    "Membership",
    "Municipality",
    "OpeningHours",
    "OrgUnit",
    "Organization",
    "OrganizationKind",
    "OrganizationState",
    "Place",
    "Post",
    "PostStage",
    "PostStageKind",
    "Responsibility",
    "Review",
    "ReviewState",
    "Scope",
    "Service",
    "ServiceState",
    "Topic",
    "UnitKind",
    "UnitStage",
    "UnitStageKind",
    "UnitState",
    "UnitSuccession",
]
