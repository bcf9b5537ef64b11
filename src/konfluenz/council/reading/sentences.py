"""German text into sentences. One pass over the words, no backtracking."""

from collections.abc import Iterator


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ABBREVIATIONS = _words(
    "abs abschn abt abzgl allg anl anm art aufl az bd begr bes betr bez bspw bzgl bzw ca dgl"
    " dr dipl ebd ehem einschl entspr etc evtl exkl fa fam ff geb gem gez ggf ggfs hbf hg hl hr"
    " hrsg inkl ing insb jan feb mär apr jun jul aug sep sept okt nov dez jh kap lfd lt max"
    " mehrheitl mind min mio mrd mtl nachf nr nrn od öff pkt pos prof qm rd red rspr sog st"
    " staatl städt std str stv tel tsd u.a u.u u.ä usf usw u.v.m v.h verf vgl vors vorl z.b"
    " z.t z.zt zit zzgl ziff zz d.h i.d.r i.a i.v i.s.d m.e o.ä o.g s.o s.u v.a"
)
"""Words that end in a point without ending a sentence, lower case, without the last point."""

LAST_WORDS = frozenset({"usw", "etc", "usf", "u.v.m"})
"""Abbreviations that often do end a sentence."""

STARTERS = _words(
    "aber alle allerdings als am an auch auf aufgrund außerdem bei bis da dabei daher damit"
    " danach dann darüber das dazu dem den der deren des deshalb die dies diese dieser dieses"
    " durch ein eine einem einen einer er erst es für hier hierzu ihre im in insgesamt ist"
    " jedoch mit nach nun ob seit sie sind so sodass somit trotz über um und unter vom von vor"
    " während wegen weiter wenn wie wir wird zu zudem zum zur zwar"
)
"""Words that begin a sentence rather than follow an ordinal number ("am 30. Die Stadt")."""

_ENDS = ".!?…"
_CLOSERS = "\"'“”»«›‹’)]}*_"
_OPENERS = "\"'„“”»«›‹‚‘([{*_–-—"


def split(text: str) -> list[str]:
    """Return the sentences of one paragraph, blanks made single."""
    return list(_sentences(text.split()))


def _sentences(words: list[str]) -> Iterator[str]:
    begun = 0
    for at in range(len(words) - 1):
        if _ends(words[at], words[at + 1]):
            yield " ".join(words[begun : at + 1])
            begun = at + 1
    if words:
        yield " ".join(words[begun:])


def _ends(word: str, following: str) -> bool:
    """Whether a sentence ends between two words."""
    bare = word.rstrip(_CLOSERS)
    if not bare or bare[-1] not in _ENDS:
        return False
    start = following.lstrip(_OPENERS)
    if start[:1].islower():
        return False
    if bare[-1] != ".":
        return True
    return _point_ends(bare.rstrip(".").lstrip(_OPENERS).lower(), start)


def _point_ends(token: str, following: str) -> bool:
    """Whether the point after `token` ends a sentence; `following` begins with no small letter."""
    following = following.rstrip(_CLOSERS + ",;:").lower()
    if token in LAST_WORDS:
        return following[:1].isalpha()
    if token in ABBREVIATIONS or (len(token) == 1 and token.isalpha()):
        return False
    if _is_ordinal(token):
        return following in STARTERS
    return True


def _is_ordinal(token: str) -> bool:
    """Whether a number before a point may be an ordinal or part of a date: "1.", "30.06."."""
    return len(token) <= 5 and token.replace(".", "").isdigit() and not _is_year(token)


def _is_year(token: str) -> bool:
    return len(token) == 4 and token.startswith(("19", "20"))
