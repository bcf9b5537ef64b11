"""Tables of the volunteering room: who helps, where help is wanted, and what came of it."""

from konfluenz.volunteering.models.opportunities import (
    Insurer,
    Opportunity,
    OpportunityLanguage,
    OpportunityState,
    OpportunityTime,
    Result,
    Timing,
    TrustedOrganization,
)
from konfluenz.volunteering.models.placements import (
    CheckIn,
    CheckInKind,
    CheckInState,
    EndReason,
    Hours,
    HoursState,
    Placement,
    PlacementState,
)
from konfluenz.volunteering.models.proposals import Answer, Proposal, ProposalState
from konfluenz.volunteering.models.settings import MatchingWeights
from konfluenz.volunteering.models.volunteers import (
    Availability,
    Clearance,
    NotWith,
    Skill,
    Volunteer,
    VolunteerState,
    Wish,
)

__all__ = [
    "Answer",
    "Availability",
    "CheckIn",
    "CheckInKind",
    "CheckInState",
    "Clearance",
    "EndReason",
    "Hours",
    "HoursState",
    "Insurer",
    "MatchingWeights",
    "NotWith",
    "Opportunity",
    "OpportunityLanguage",
    "OpportunityState",
    "OpportunityTime",
    "Placement",
    "PlacementState",
    "Proposal",
    "ProposalState",
    "Result",
    "Skill",
    "Timing",
    "TrustedOrganization",
    "Volunteer",
    "VolunteerState",
    "Wish",
]
