"""One volunteer and one opportunity as they are unless a test says otherwise: they fit."""

import numpy as np

from konfluenz.planning import week
from konfluenz.planning.parties import Items, Takers

TUESDAY = week.bits([(1, 17 * 60, 18 * 60)])
KOBLENZ = (50.3569, 7.5890)
EQUAL = np.ones(7, np.float32)
NOBODY = frozenset()


def _columns(count, defaults, kinds, changed):
    columns = {}
    for name, value in defaults.items():
        given = changed.pop(name, None)
        rows = [value] * count if given is None else given
        columns[name] = np.array(rows, dtype=kinds.get(name, np.int64))
    assert not changed, changed
    return columns


def volunteers(count=1, **changed):
    """Return volunteers; a keyword names one value for each."""
    defaults = {
        "slots": TUESDAY,
        "any_time": False,
        "languages": [5, 0],
        "skills": 0,
        "interests": 0,
        "wishes": 0,
        "place": KOBLENZ,
        "reach": np.inf,
        "age": 40,
        "waited": 45,
        "cleared": False,
        "turns": 1,
        "minutes": 120,
    }
    kinds = {
        **dict.fromkeys(["slots", "skills", "interests", "wishes"], np.uint64),
        **dict.fromkeys(["any_time", "cleared"], bool),
        **dict.fromkeys(["languages", "reach", "waited"], np.float32),
        "place": np.float64,
    }
    return Takers(**_columns(count, defaults, kinds, changed))


def opportunities(count=1, **changed):
    """Return opportunities; a keyword names one value for each."""
    defaults = {
        "slots": TUESDAY,
        "halves": 2,
        "any_time": False,
        "fixed": False,
        "required": [0, 0],
        "useful": [0, 0],
        "needed_skills": 0,
        "skills": 0,
        "interests": 0,
        "offers": 0,
        "place": KOBLENZ,
        "from_home": False,
        "youngest": 0,
        "oldest": 120,
        "cleared": False,
        "minutes": 60,
        "wanted": 1,
    }
    bits = ["slots", "needed_skills", "skills", "interests", "offers"]
    kinds = {
        **dict.fromkeys(bits, np.uint64),
        **dict.fromkeys(["any_time", "fixed", "from_home", "cleared"], bool),
        **dict.fromkeys(["required", "useful"], np.float32),
        "place": np.float64,
    }
    return Items(**_columns(count, defaults, kinds, changed))
