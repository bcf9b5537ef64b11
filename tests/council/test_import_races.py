"""Two people and one paper at the same moment: one wins, the other is told."""

import pytest
from tests.council.incoming import counts, take
from tests.council.papers_read import INFORMATION, STATEMENT
from tests.directory.race import together

from konfluenz.council import imports
from konfluenz.council.models import Paper, Sentence

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def taken(transactional_db, directory):
    return take(STATEMENT)


def test_two_confirm_one_import_and_one_wins(taken):
    ends = together(*[lambda: imports.confirm(taken, seen=taken.revision, by=None)] * 2)
    assert ends == ["Stale", "done"]
    assert (Paper.objects.count(), Sentence.objects.count()) == (2, 12)


def test_two_confirm_the_same_paper_from_two_files(taken):
    other = take(STATEMENT + "\n")
    ends = together(
        lambda: imports.confirm(taken, by=None), lambda: imports.confirm(other, by=None)
    )
    assert ends in (["KnownAlready", "done"], ["ImportRefused", "done"])
    assert (Paper.objects.count(), Sentence.objects.count()) == (2, 12)


def test_the_same_file_twice_at_the_same_moment_waits_once(transactional_db):
    ends = together(lambda: take(INFORMATION), lambda: take(INFORMATION))
    assert ends == ["KnownAlready", "done"]
    assert counts() == (1, 0, 1)
