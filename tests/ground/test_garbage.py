"""A web process sets its program aside before it serves: no request waits for looking over it."""

import gc

from konfluenz.ground import garbage


def test_what_is_there_at_the_beginning_is_not_looked_over_again():
    before = gc.get_threshold()
    try:
        garbage.settle()
        assert gc.get_freeze_count() > 100_000
        assert len(gc.get_objects()) < 10_000
        assert gc.get_threshold() == (garbage.YOUNG, garbage.MIDDLE, garbage.OLD)
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
