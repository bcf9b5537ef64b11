"""Which address a link in a message leads to, by its purpose.

A room that sends a message names what the link is for; only the wiring knows the faces.
The link's one argument is the record's public id.
"""

LINKS = {
    "person": "office:person",
    "organisation": "office:organisation",
    "unit": "office:unit",
    "post": "office:post",
    "task": "office:task",
    "paper": "office:paper",
    "paper_import": "office:paper-import-confirm",
    "concept": "office:concept",
    "area": "office:area",
    "goal": "office:goal",
    "indicator": "office:indicator",
    "enquiry": "office:enquiry",
    "volunteer": "office:volunteer",
    "opportunity": "office:opportunity",
    "proposal": "office:proposal",
    "matching": "office:matching-run",
    "placement": "office:placement",
    "results": "office:results",
    "run": "office:run",
    "import-run": "office:import-run",
    "takeout": "office:takeout",
    "page": "office:page",
    "content-board": "office:content-board",
    "translations": "office:translation-list",
    "start-public": "portal:start",
    "review": "office:content-review",
    "page-public": "portal:page",
    "service-public": "portal:service",
    "programme-public": "portal:programme",
    "goods-public": "portal:goods",
    "resources-public": "portal:links",
    "event-public": "portal:event",
    "topic-public": "portal:topic",
    "review-answer": "portal:review-answer",
    "review-change": "portal:review-change",
    "opportunity-public": "portal:opportunity",
    "opportunity-submit": "portal:opportunity-submit",
    "volunteer-confirm": "portal:volunteer-confirm",
    "proposal-answer": "portal:proposal-answer",
    "proposal-contact": "portal:proposal-contact",
    "check-in-answer": "portal:check-in-answer",
    "hours-answer": "portal:hours-answer",
    "login": "account_login",
    "login_code": "account_request_login_code",
    "reset_password": "account_reset_password",
}

PERSONAL_LINKS = frozenset(
    {
        "opportunity-submit",
        "volunteer-confirm",
        "proposal-answer",
        "proposal-contact",
        "check-in-answer",
        "hours-answer",
        "review-answer",
        "review-change",
    }
)
"""Purposes by whose links whoever holds one can act for its recipient, without a login."""
