"""How a post stands, in words: "vacant since 01.07.2022", "dropped 2022", "not documented"."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from konfluenz.directory.models import Post
from konfluenz.directory.standings import Standing, Vacancy
from konfluenz.ground import dates

KINDS = {
    Vacancy.HELD: "success",
    Vacancy.VACANT: "warning",
    Vacancy.DROPPED: "danger",
    Vacancy.PLANNED: "info",
    Vacancy.UNDOCUMENTED: "",
}
"""The colour of each standing's badge; the word carries the meaning."""


@dataclass(frozen=True)
class Line:
    """A post with its standing, as lists show it. `kind` is the badge's, `who` the holders."""

    post: Post
    standing: Standing
    text: str
    kind: str
    who: str


def line(post: Post, standing: Standing) -> Line:
    """Return how `post` stands."""
    return Line(post, standing, say(standing), KINDS[standing.state], holders(standing))


def say(standing: Standing) -> str:
    """Return the standing with its date."""
    since = dates.show(standing.since, standing.precision)
    if standing.state == Vacancy.VACANT:
        return _("vacant since %(day)s") % {"day": since} if since else _("vacant")
    if standing.state == Vacancy.DROPPED:
        return _("dropped %(day)s") % {"day": since}
    if standing.state == Vacancy.HELD:
        return (
            _("held, %(percent)s %% free") % {"percent": standing.free}
            if standing.free
            else _("held")
        )
    return str(standing.state.label)


def holders(standing: Standing) -> str:
    """Return who holds the post; a holding without a person has no name on record."""
    return ", ".join(str(row.person or _("name not recorded")) for row in standing.holders)


def reason(standing: Standing) -> str:
    """Return a sentence that says what the standing means for the work."""
    sentences = {
        Vacancy.HELD: _("Whoever holds the post does its tasks and has its role."),
        Vacancy.VACANT: _("Nobody holds the post. Its tasks wait with the office."),
        Vacancy.DROPPED: _("The post is no longer there. Nobody can be appointed to it."),
        Vacancy.PLANNED: _("The post has been justified or decided, but not established yet."),
        Vacancy.UNDOCUMENTED: _("No source says whether anybody ever held the post."),
    }
    return sentences[standing.state]
