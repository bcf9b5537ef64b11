"""The real papers and sessions of the shared data come in whole, or each with a reason."""

from pathlib import Path

import pytest

from konfluenz.council.models import Consultation, ConsultationResult, Meeting, MeetingItem, Paper
from konfluenz.council.oparl import sources
from konfluenz.council.oparl.taking import Taking

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "council"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared data lie not beside the checkout"),
]


def test_all_of_the_shared_papers_and_sessions_come_in_and_a_second_time_nothing_changes():
    first = Taking(sources.dump(FOLDER))

    count = first.run()

    assert str(count) == "394 new, 0 changed, 5 unchanged, 0 refused"
    gone = "Dort gelöscht: 0 hier entfernt oder gekennzeichnet, 5 waren nie hier."
    assert [said for said in first.findings if "ist hier nicht bekannt" not in said] == [gone]
    assert Paper.objects.count() == 334
    assert Meeting.objects.count() == 60
    assert MeetingItem.objects.count() == 442
    assert Consultation.objects.filter(meeting_item__isnull=False).count() == 7
    assert ConsultationResult.objects.count() == 2
    again = Taking(sources.dump(FOLDER))
    assert str(again.run()) == "0 new, 0 changed, 399 unchanged, 0 refused"
