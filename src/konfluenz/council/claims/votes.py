"""What a vote can be read as."""

from konfluenz.council.values import Choice
from konfluenz.steering.models import Vote

VOTES = {
    Vote.UNANIMOUS: ("einstimmig",),
    Vote.BY_MAJORITY: ("mehrheitlich", "mehrheit", "mit mehrheit"),
}


def voted(vote: str) -> Choice | None:
    """Return how a body voted, or None where nothing says."""
    return Choice(str(Vote(vote).label), VOTES[Vote(vote)]) if vote else None
