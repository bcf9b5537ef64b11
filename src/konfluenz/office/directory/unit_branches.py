"""The HTML of the tree of offices, made here: a house has hundreds, a template takes too long."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from konfluenz.office.directory.standing_words import Line
from konfluenz.office.directory.unit_tree import Branch
from konfluenz.office.markup import text


def html(branches: Iterable[Branch]) -> SafeString:
    """Return the items of the list: each office with its posts and all below it."""
    return SafeString("".join(map(_item, branches)))


def _item(branch: Branch) -> str:
    unit = f'<div class="o-tree__unit">{_unit(branch)}{_posts(branch)}</div>'
    below = f'<ul class="k-bare">{html(branch.below)}</ul>' if branch.below else ""
    return f"<li>{unit}{below}</li>\n"


def _unit(branch: Branch) -> str:
    link = f'<a class="o-row-link" href="{branch.url}">{text(branch.unit)}</a>'
    said = f"{branch.kind} {branch.period}" if branch.period and not branch.state else branch.kind
    badge = _badge(branch.state, branch.badge) if branch.state else ""
    said = f'<span class="k-muted k-small">{text(said)}</span>'
    return f'<div class="o-tree__head k-cluster">{link} {said}{badge}</div>'


def _posts(branch: Branch) -> str:
    items = "\n".join(_post(url, line) for url, line in branch.posts)
    return f'<ul class="k-bare o-tree__posts">{items}</ul>' if items else ""


def _post(url: str, line: Line) -> str:
    """Return a post with who holds it; how it stands, unless somebody holds all of it."""
    link = f'<a class="k-link" href="{url}">{text(line.post.title)}</a>'
    who = f" <span><bdi>{text(line.who)}</bdi></span>" if line.who else ""
    badge = "" if line.who and not line.standing.free else _badge(line.text, line.kind)
    return f'<li class="k-cluster">{link}{who}{badge}</li>'


def _badge(words: str, kind: str) -> str:
    css = f"k-badge k-badge--{kind}" if kind else "k-badge"
    return f' <span class="{css}">{text(words)}</span>'
