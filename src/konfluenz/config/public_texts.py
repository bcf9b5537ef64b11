"""Which texts of the inner rooms meet the public: mails to people, refusals of public forms.

The rooms speak German to the office. Where the portal calls them for somebody who reads
another language, what they refuse stands there in that language too (`house.md`): these texts
are complete in every language of the portal, which `tests/house/test_catalogues.py` checks.
"""

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

PUBLIC_TEXTS: Mapping[str, tuple[str, ...]] = {
    "council": ("data_answers.py",),
    "enquiries": ("templates/enquiries/mail/received.txt", "templates/enquiries/mail/parts/*.txt"),
    "events": ("answers.py", "templates/events/mail/*.txt"),
    "ground": ("links.py", "revisions.py", "saving.py"),
    "people": ("contacts.py", "languages.py", "persons.py", "templates/people/mail/*.txt"),
    "steering": (
        "goals.py:_refuse_status",
        "measuring/observations.py:refuse_value",
        "subscriptions.py",
        "templates/steering/mail/*.txt",
        "templates/steering/mail/parts/*.txt",
    ),
    "volunteering": (
        "availability.py",
        "check_ins.py:_refuse",
        "check_ins.py:read",
        "conditions.py",
        "contact_codes.py",
        "hours.py",
        "magic.py",
        "offers.py",
        "opportunities.py:_checked_expiry",
        "opportunities.py:_save",
        "placements.py:_refuse",
        "proposals.py:_refuse_answer",
        "proposals.py:read",
        "submissions.py",
        "volunteers.py:_save",
        "templates/volunteering/mail/parts/*.txt",
        "templates/volunteering/mail/agreed.txt",
        "templates/volunteering/mail/check_in_happened.txt",
        "templates/volunteering/mail/check_in_how_is_it.txt",
        "templates/volunteering/mail/hours_volunteer.txt",
        "templates/volunteering/mail/offer_confirm.txt",
        "templates/volunteering/mail/placement_ended.txt",
        "templates/volunteering/mail/places_taken.txt",
        "templates/volunteering/mail/proposal.txt",
        "templates/volunteering/mail/proposal_ended.txt",
    ),
}
"""By room: files, files of a pattern, or one function of a file ("hours.py:read")."""


def meets(room: Path, file: Path, line: int) -> bool:
    """Return whether the text in this line of a file of `room` meets the public."""
    return any(
        file.match(str(room / pattern)) and _is_inside(file, function, line)
        for pattern, _colon, function in (
            entry.partition(":") for entry in PUBLIC_TEXTS.get(room.name, ())
        )
    )


def unmatched(room: Path) -> list[str]:
    """Return the entries of `room` that name no file or function there is."""
    return [entry for entry in PUBLIC_TEXTS.get(room.name, ()) if not _names_something(room, entry)]


def _names_something(room: Path, entry: str) -> bool:
    pattern, _colon, function = entry.partition(":")
    files = list(room.glob(pattern))
    return bool(files) and all(not function or function in _functions(file) for file in files)


def _is_inside(file: Path, function: str, line: int) -> bool:
    if not function:
        return True
    first, last = _functions(file).get(function, (0, -1))
    return first <= line <= last


@cache
def _functions(file: Path) -> dict[str, tuple[int, int]]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {
        node.name: (node.lineno, node.end_lineno or node.lineno)
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }
