"""How the fields of a form become HTML: as Django does it, but quick with hundreds of choices.

Django renders a template with two more inside for every choice of a field. A list of languages
or of offices has hundreds, which cost more than the rest of the page. The HTML is the same.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.safestring import SafeString

from konfluenz.office.markup import text

Widget = Mapping[str, Any]
"""What a widget's `get_context` calls ``widget``."""


class Renderer(DjangoTemplates):
    """The renderer of the office's forms."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Return the HTML of what `template_name` is for."""
        make = _MAKERS.get(template_name)
        if make is None:
            return super().render(template_name, context, request)
        return SafeString(make(context["widget"]))


def _select(widget: Widget) -> str:
    groups = "".join(_group(name, choices) for name, choices, _index in widget["optgroups"])
    return f'<select name="{text(widget["name"])}"{_attributes(widget)}>{groups}\n</select>'


def _group(name: Any, choices: list[Widget]) -> str:
    options = "".join(f"\n  {_choice(one)}" for one in choices)
    return f'\n  <optgroup label="{text(name)}">{options}\n  </optgroup>' if name else options


def _choice(option: Widget) -> str:
    value, label = text(str(option["value"])), text(option["label"])
    return f'<option value="{value}"{_attributes(option)}>{label}</option>'


def _tick(option: Widget) -> str:
    """Return a box or a button to choose; it stands in its label where it has no other."""
    if not option["wrap_label"]:
        return _input(option)
    of = option["attrs"].get("id")
    label = f'<label for="{text(of)}">' if of else "<label>"
    return f"{label}{_input(option)} {text(option['label'])}</label>"


def _input(widget: Widget) -> str:
    value = widget["value"]
    shown = "" if value is None else f' value="{text(str(value))}"'
    name = text(widget["name"])
    return f'<input type="{widget["type"]}" name="{name}"{shown}{_attributes(widget)}>'


def _attributes(widget: Widget) -> str:
    """Return the attributes, each after a blank: True stands alone, False is left out."""
    return "".join(
        f" {text(name)}" if value is True else f' {text(name)}="{text(str(value))}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


_MAKERS: dict[str, Callable[[Widget], str]] = {
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/checkbox_option.html": _tick,
    "django/forms/widgets/radio_option.html": _tick,
}
