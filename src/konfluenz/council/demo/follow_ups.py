"""What became of what the demo's papers announce, as the papers themselves say it (3.4).

Done are the post for volunteers and the coordination unit; the end of the other three is not
documented, and stays so (`domain.md`, section 11).
"""

import datetime as dt

from django.db import models, transaction

from konfluenz.actions import tasks
from konfluenz.actions.models import OriginKind, State, Task
from konfluenz.council import follow_ups
from konfluenz.council.models import FollowUp, Resolution, Sentence
from konfluenz.directory.models import OrgUnit, UnitKind

POST = "Stelle „Ehrenamtskoordination“ einrichten"
UNIT = "Verwaltungsinterne Koordinierungsstelle einrichten"
DONE = "Laut Stellungnahme zu AT/0045/2015 geschehen."
NOT_DOCUMENTED = "Wie es weiterging, ist nicht belegt. Tag und Einheit sind Annahmen der Demo."
NOTE = "Die Papiere nennen weder Tag noch Einheit."
SAID_ON = dt.date(2015, 9, 17)
"""The day of the paper that says both are done: the latest on which they can have been due."""

UNTIL = dt.timedelta(days=45)


@transaction.atomic
def build(promises: list[Task], *, by: models.Model | None = None) -> list[FollowUp]:
    """Put `promises` (the Aufgaben taken from the statement) and what was done on the table."""
    unit = OrgUnit.objects.get(kind=UnitKind.INTEGRATION_OFFICE)
    made = [_done(_post(unit, by), by), _done(_coordination(unit, by), by)]
    made += [
        follow_ups.of_promise(task, by=by, remark=NOT_DOCUMENTED, note=NOTE) for task in promises
    ]
    return [follow_ups.publish(one, by=by) for one in made]


def _post(unit: OrgUnit, by: models.Model | None) -> FollowUp:
    """Follow up the post that the first sentence of the statement says was added."""
    sentence = Sentence.objects.get(
        part__paper__answers__reference="AT/0045/2015", text__startswith="Das Ordnungsamt hat"
    )
    task = tasks.add(
        POST,
        unit=unit,
        due_date=SAID_ON,
        by=by,
        origin=sentence,
        origin_kind=OriginKind.PROMISE,
    )
    return follow_ups.of_promise(task, by=by, remark=DONE, note=NOTE)


def _coordination(unit: OrgUnit, by: models.Model | None) -> FollowUp:
    """Follow up what the executive board resolved on 14.09.2015."""
    resolution = Resolution.objects.get(date=dt.date(2015, 9, 14))
    return follow_ups.of_resolution(
        resolution, UNIT, unit=unit, due_date=SAID_ON, by=by, remark=DONE, note=NOTE
    )


def _done(one: FollowUp, by: models.Model | None) -> FollowUp:
    return follow_ups.close(one, State.DONE, DONE, by=by)
