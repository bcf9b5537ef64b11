"""What addresses name besides their own record: tables for `world`."""

ABOVE = {
    "office:area-add": "concept",
    "office:area-restore": "concept",
    "office:goal-add": "area",
    "office:goal-restore": "area",
    "office:observation-add": "indicator",
    "office:measure-result-edit": "measure_result",
    "office:measure-result-remove": "measure_result",
    "office:comment-add": "participation",
    "office:comment-restore": "participation",
    **dict.fromkeys(("portal:goal", "portal:goal-feed", "portal:goal-subscribe"), "public_goal"),
    "office:content-link": "link",
    "office:proposal-add": "opportunity",
    "office:consultation-add": "paper",
    "office:report-template-file": "template",
    "office:report-template-drop": "template",
    "office:resolution-add": "paper",
    "office:paper-import-confirm": "import",
    "office:paper-import-discard": "import",
    "office:paper-import-file": "import",
}
"""Addresses that name the record above the one they add."""

SLUGS = {
    "portal:service": "service",
    "portal:service-pdf": "service",
    "portal:programme": "programme",
    "portal:programme-pdf": "programme",
    "portal:participation": "participation",
    "portal:report-short": "told",
    "portal:report-whole": "told",
    "portal:report-pdf": "told",
}
"""Addresses with the slug of a record: which."""

FIXED = {
    "office:translation": {"kind": "themen", "locale": "uk"},
    "portal:situation": {"slug": "arrived"},
    "exchange:table": {"slug": "kennzahlen"},
    "exchange:columns": {"slug": "kennzahlen"},
}
"""Addresses with words of their own."""
