"""Links to our own records in Wagtail's editor of running text: they survive each saving.

Wagtail takes the address off a link whose scheme it does not know. Ours
(``konfluenz:topic/work``, `publishing/inline.py`) are no addresses of the web.
"""

from typing import Any

from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.rich_text.feature_registry import FeatureRegistry

from konfluenz.publishing.inline import INTERNAL

PASTED = f"^(http:|https:|mailto:|tel:|#|undefined$|{INTERNAL})"
"""How links begin that stay when somebody pastes them; "undefined" are those of the editor."""


def register(features: FeatureRegistry) -> None:
    """Let Wagtail's links keep ours: when they are saved, and when they are pasted.

    Called while the features are gathered: its own getters would gather them once more.
    """
    rule = features.converter_rules_by_converter["contentstate"]["link"]
    rule["to_database_format"]["entity_decorators"]["LINK"] = link
    features.plugins_by_editor["draftail"]["link"].data["allowlist"] = {"href": PASTED}


def link(props: dict[str, Any]) -> Any:
    """Return the stored link, ours as it is, every other as Wagtail makes it."""
    address = props.get("url") or ""
    if props.get("id") is None and address.startswith(INTERNAL):
        return DOM.create_element("a", {"href": address}, props["children"])
    return link_entity(props)
