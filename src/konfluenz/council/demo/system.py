"""A council's system of the demo's own, read through OParl as a real one would be.

Body, sessions and papers are invented and say so; nothing is said of a real body.
"""

import datetime as dt
import io
import json
from typing import Any

from django.db import models
from django.utils import timezone

from konfluenz.council.oparl.sources import Dump
from konfluenz.council.oparl.taking import Taking

BASE = "https://ris.demo.example/oparl"
TYPE = "https://schema.oparl.org/1.1/"
BODY = f"{BASE}/gremien/1"


def build(*, by: models.Model | None = None) -> None:
    """Read one body, two sessions and three papers in; they stay inside."""
    data = json.dumps([_body(), *_meetings(), *_papers()]).encode()
    Taking(Dump([lambda: io.BufferedReader(io.BytesIO(data))]), by=by).run()


def _body() -> dict[str, Any]:
    return {"id": BODY, "type": f"{TYPE}Organization", "name": "Demo-Beirat Nachbarschaft"}


def _meetings() -> list[dict[str, Any]]:
    today = timezone.localdate()
    held = [
        _item(1, "Demo-Vorlage: Lesepaten an Schulen", "einstimmig beschlossen"),
        _item(2, "Demo-Anfrage: Öffnungszeiten eines Treffs", "erledigt"),
        {**_item(3, "", ""), "public": False},
    ]
    coming = [_item(4, "Demo-Vorlage: Bericht über die Demo-Vereine", "")]
    return [
        _meeting(1, today - dt.timedelta(days=35), held),
        _meeting(2, today + dt.timedelta(days=21), coming),
    ]


def _meeting(number: int, day: dt.date, items: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": f"{BASE}/sitzungen/{number}",
        "type": f"{TYPE}Meeting",
        "name": f"{number}. Sitzung des Demo-Beirats Nachbarschaft",
        "start": f"{day}T17:00:00",
        "organization": [BODY],
        "location": {"description": "Demo-Saal"},
        "agendaItem": items,
    }


def _item(number: int, name: str, result: str) -> dict[str, Any]:
    return {
        "id": f"{BASE}/punkte/{number}",
        "type": f"{TYPE}AgendaItem",
        "number": f"Ö {number}",
        "order": number,
        "name": name,
        "public": True,
        "result": result,
    }


def _papers() -> list[dict[str, Any]]:
    return [
        _paper(1, "Beschlussvorlage", "Demo-Vorlage: Lesepaten an Schulen", meeting=1),
        _paper(2, "Anfrage", "Demo-Anfrage: Öffnungszeiten eines Treffs", meeting=1),
        _paper(4, "Mitteilungsvorlage", "Demo-Vorlage: Bericht über die Demo-Vereine", meeting=2),
    ]


def _paper(number: int, kind: str, name: str, *, meeting: int) -> dict[str, Any]:
    station = {
        "id": f"{BASE}/beratungen/{number}",
        "meeting": f"{BASE}/sitzungen/{meeting}",
        "agendaItem": f"{BASE}/punkte/{number}",
        "organization": [BODY],
        "role": "Entscheidung" if number == 1 else "Kenntnisnahme",
    }
    return {
        "id": f"{BASE}/vorlagen/{number}",
        "type": f"{TYPE}Paper",
        "reference": f"DEMO/{number:04}",
        "name": name,
        "paperType": kind,
        "mainFile": {
            "accessUrl": f"{BASE}/dateien/{number}.pdf",
            "mimeType": "application/pdf",
            "name": name,
        },
        "consultation": [station],
    }
