"""What search engines read of a page (JSON-LD, schema.org): data in the page, never a script."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from konfluenz.directory import municipality
from konfluenz.directory.models import OpeningHours, Organization, OrgUnit, Place, Service
from konfluenz.events.models import Event, EventState
from konfluenz.events.occurrences import Occurrence
from konfluenz.portal import feeds
from konfluenz.portal.feet import Foot
from konfluenz.portal.texts import Said

Node = dict[str, Any]
Step = tuple[str, str]
"""A name and the address behind it."""

SCHEMA = "https://schema.org/"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""Signs that could end the element or a line of it."""


def script(*nodes: Node) -> SafeString:
    """Return `nodes` as the content of a script element of type application/ld+json."""
    graph = {"@context": SCHEMA, "@graph": [_filled(node) for node in nodes]}
    said = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(said.translate(ESCAPED))  # noqa: S308


def trail(steps: Iterable[Step], language: str) -> Node:
    """Return where the page stands: the start, then `steps` down to it."""
    start = (_("Start"), reverse("portal:start", args=[language]))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": name,
                "item": {"@id": feeds.absolute(address)},
            }
            for place, (name, address) in enumerate([start, *steps], start=1)
        ],
    }


def page(name: str, summary: str, address: str, language: str, foot: Foot) -> Node:
    """Return a guide, with the day on which it was checked."""
    return {
        "@type": "WebPage",
        "name": name,
        "description": summary,
        "url": feeds.absolute(address),
        "inLanguage": language,
        "lastReviewed": foot.day.isoformat() if foot.day and not foot.unconfirmed else "",
        "publisher": city(),
    }


def questions(asked: Iterable[tuple[str, str]], address: str, language: str) -> Node:
    """Return questions with their answers, which may be HTML."""
    return {
        "@type": "FAQPage",
        "url": feeds.absolute(address),
        "inLanguage": language,
        "mainEntity": [
            {
                "@type": "Question",
                "name": question,
                "acceptedAnswer": {"@type": "Answer", "text": strip_tags(answer).strip()},
            }
            for question, answer in asked
        ],
    }


def service(
    record: Service, said: Said, places: Sequence[Place], address: str, language: str
) -> Node:
    """Return a service; one of the administration is a GovernmentService."""
    return {
        "@type": "GovernmentService" if record.unit_id else "Service",
        "name": str(said["name"]),
        "description": str(said["summary"]),
        "url": feeds.absolute(address),
        "provider": provider(record.provider),
        "audience": {"@type": "Audience", "audienceType": str(said["audience"])},
        "offers": _free() if record.free else None,
        "hoursAvailable": [_hours(row) for row in record.hours.all()],
        "availableChannel": {
            "@type": "ServiceChannel",
            "serviceUrl": record.url,
            "servicePhone": {"@type": "ContactPoint", "telephone": record.phone},
            "availableLanguage": list(record.languages),
            "serviceLocation": [place(one) for one in places],
        },
    }


def event(record: Event, time: Occurrence, said: Said, where: Place | None, address: str) -> Node:
    """Return the next time of an event."""
    cancelled = time.cancelled or record.state == EventState.CANCELLED
    online = {"@type": "VirtualLocation", "url": record.online} if record.online else None
    modes = {(True, True): "Mixed", (False, True): "Online"}
    mode = modes.get((where is not None, online is not None), "Offline")
    return {
        "@type": "Event",
        "name": str(said["title"]),
        "description": str(said["summary"]),
        "url": feeds.absolute(address),
        "startDate": _moment(time.starts_at, record),
        "endDate": time.last_day.isoformat() if record.all_day else _moment(time.ends_at, record),
        "eventStatus": SCHEMA + ("EventCancelled" if cancelled else "EventScheduled"),
        "eventAttendanceMode": f"{SCHEMA}{mode}EventAttendanceMode",
        "location": [one for one in (place(where) if where else None, online) if one],
        "organizer": provider(record.organization or record.unit),
        "inLanguage": list(record.languages),
        "isAccessibleForFree": True if record.free else None,
    }


def provider(who: Organization | OrgUnit | None) -> Node | None:
    """Return an organisation, or a unit as a part of the city."""
    if isinstance(who, OrgUnit):
        return {"@type": "GovernmentOrganization", "name": str(who), "parentOrganization": city()}
    return {"@type": "Organization", "name": str(who)} if who is not None else None


def city() -> Node:
    """Return the municipality."""
    own = municipality.current()
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{settings.BASE_URL}/#city",
        "name": own.name,
        "url": f"{settings.BASE_URL}/",
        "email": own.mail,
        "telephone": own.phone,
    }


def place(where: Place) -> Node:
    """Return a place with its address."""
    return {
        "@type": "Place",
        "name": where.name,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": where.street,
            "postalCode": where.postcode,
            "addressLocality": where.town,
        },
    }


def _hours(row: OpeningHours) -> Node:
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": SCHEMA + DAYS[row.weekday],
        "opens": f"{row.opens:%H:%M}",
        "closes": f"{row.closes:%H:%M}",
        "validFrom": row.valid_from.isoformat() if row.valid_from else "",
    }


def _free() -> Node:
    return {"@type": "Offer", "price": "0", "priceCurrency": "EUR"}


def _moment(moment: Any, record: Event) -> str:
    return str(moment.date().isoformat() if record.all_day else moment.isoformat())


def _filled(value: Any) -> Any:
    """Return `value` without what says nothing, all the way down."""
    if isinstance(value, list):
        return [_filled(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _filled(each) for key, each in value.items()}
    return {key: each for key, each in kept.items() if not _says_nothing(each)}


def _says_nothing(value: Any) -> bool:
    bare = isinstance(value, dict) and set(value) <= {"@type"}
    return value is None or value == "" or value == [] or bare
