"""The eleven boxes of the printed path (D-14), in both directions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.council.models import ConsultationResult, Outcome
from konfluenz.steering.models import Vote


class Code(TextChoices):
    """The boxes in their printed order. What "ohne BE" means is not documented (section 10)."""

    UNANIMOUS = "unanimous", gettext_lazy("unanimous")
    BY_MAJORITY = "by_majority", gettext_lazy("by maj.")
    NO_RECOMMENDATION = "no_recommendation", gettext_lazy("without rec.")
    REJECTED = "rejected", gettext_lazy("rejected")
    NOTED = "noted", gettext_lazy("note taken")
    WITHDRAWN = "withdrawn", gettext_lazy("taken off the agenda")
    REFERRED = "referred", gettext_lazy("referred")
    ADJOURNED = "adjourned", gettext_lazy("adjourned")
    AMENDED = "amended", gettext_lazy("amended")
    ABSTENTIONS = "abstentions", gettext_lazy("abstentions")
    VOTES_AGAINST = "votes_against", gettext_lazy("votes against")


VOTES = (Code.UNANIMOUS, Code.BY_MAJORITY)
COUNTED = (Code.ABSTENTIONS, Code.VOTES_AGAINST)
OUTCOMES = tuple(code for code in Code if code in set(Outcome.values))

Ticked = Mapping[str, "bool | int | None"]


class BoxesRefused(Exception):
    """The boxes ticked contradict each other; the message says how."""


@dataclass(frozen=True)
class Box:
    """One box. `count` is None where it is no box for heads, or no number is known."""

    code: Code
    label: str
    ticked: bool
    count: int | None = None


def of(result: ConsultationResult | None) -> list[Box]:
    """Return the eleven boxes as `result` ticks them; none for None: no result yet."""
    return [_box(code, result) for code in Code]


def read(ticked: Ticked, *, plain: str = Outcome.ADOPTED) -> dict[str, Any] | None:
    """Return the fields of a result that `ticked` says, or None when nothing is ticked.

    `ticked` maps codes to whether the box is ticked, or to the number of heads. `plain` is
    the outcome meant where only the vote is ticked: a committee recommends, a council
    adopts. Raises BoxesRefused for unknown boxes, two outcomes or two kinds of vote.
    """
    marked = {_code(code): value for code, value in ticked.items() if _is_ticked(value)}
    if not any(marked.values()):
        return None
    vote = _only(VOTES, marked, _("“Unanimous” and “by majority” exclude each other."))
    outcome = _only(OUTCOMES, marked, _("A paper has one outcome only. Tick one of these boxes."))
    return {
        "outcome": outcome or plain,
        "vote": vote,
        "amended": Code.AMENDED in marked,
        "abstentions": _heads(marked.get(Code.ABSTENTIONS)),
        "votes_against": _heads(marked.get(Code.VOTES_AGAINST)),
    }


def _box(code: Code, result: ConsultationResult | None) -> Box:
    if result is None:
        return Box(code, str(code.label), ticked=False)
    if code in COUNTED:
        count = getattr(result, code.value)
        return Box(code, str(code.label), ticked=bool(count), count=count)
    return Box(code, str(code.label), ticked=_TICKED.get(code, _by_outcome(code))(result))


def _by_outcome(code: Code) -> Callable[[ConsultationResult], bool]:
    return lambda result: result.outcome == code.value


_TICKED: dict[Code, Callable[[ConsultationResult], bool]] = {
    Code.UNANIMOUS: lambda result: result.vote == Vote.UNANIMOUS,
    Code.BY_MAJORITY: lambda result: result.vote == Vote.BY_MAJORITY,
    Code.AMENDED: lambda result: result.amended,
}


def _code(text: str) -> Code:
    try:
        return Code(text)
    except ValueError:
        raise BoxesRefused(_("There is no box “%(box)s”.") % {"box": text}) from None


def _is_ticked(value: bool | int | None) -> bool:
    return value is not None and value is not False


def _only(among: tuple[Code, ...], marked: Mapping[Code, Any], refusal: str) -> str:
    found = [code.value for code in among if code in marked]
    if len(found) > 1:
        raise BoxesRefused(refusal)
    return found[0] if found else ""


def _heads(value: bool | int | None) -> int | None:
    """Return the number; a box ticked without one leaves the number open."""
    return None if value is None or isinstance(value, bool) else value
