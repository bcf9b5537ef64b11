"""What ``konfluenz run`` says once it serves."""

from collections.abc import Mapping

Groups = Mapping[str, Mapping[str, str]]
"""Heading → role → the name of the role as people read it."""

BEGINNING = "/de/aus-zwei-papieren/"
"""Where the demo begins; without it the address of the city itself is named."""


def text(base_url: str, groups: Groups) -> str:
    """Return the address, one demo login link per role of `groups`, and how to stop."""
    lines = ["", f"Konfluenz runs at {base_url}{BEGINNING if groups else ''}", ""]
    if groups:
        lines += ["Log in to the invented city: open a link, press the button.", ""]
    else:
        lines += ["The first account: ./konfluenz administrator name@city.example Your Name", ""]
    for heading, names in groups.items():
        width = max(len(name) for name in names.values()) + 2
        rows = [
            f"    {name:<{width}}{base_url}/demo/anmelden/{role}/" for role, name in names.items()
        ]
        lines += [f"  {heading}", *rows, ""]
    return "\n".join([*lines, "To stop it, press Ctrl-C.", ""])
