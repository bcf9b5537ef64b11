"""A web process sets its program aside before it serves: no request waits for looking over it."""

import gc
import weakref

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


class Ring:
    """Refers to itself: only a collection finds out that nobody else does."""

    def __init__(self):
        self.me = self


def test_what_nobody_needs_is_given_back():
    gc.disable()
    try:
        gone = weakref.ref(Ring())
        assert gone() is not None
        garbage.give_back()
        assert gone() is None
    finally:
        gc.enable()
