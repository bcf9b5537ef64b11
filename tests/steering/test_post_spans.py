import datetime as dt

import pytest

from konfluenz.directory import posts, standings
from konfluenz.directory.standings import UNSTAFFED
from konfluenz.steering.charting import bands, post_spans

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)


def day(text):
    return dt.date.fromisoformat(text)


def empty(post):
    return [
        (str(start), precision.value, end and str(end))
        for start, precision, end in post_spans.unstaffed(post, TODAY)
    ]


def label(*found):
    shaded = bands.of(found, TODAY)
    return bands.label(shaded, {post.pk: post.title for post in found})


def test_the_post_of_2015_is_empty_since_2022(post):
    assert empty(post) == [("2022-01-01", "year", None)]
    assert label(post) == "„Ehrenamtskoordination“ unbesetzt seit\xa02022"


def test_established_again_and_held_the_time_has_an_end(post, ada):
    posts.stage(post, "established", day("2026-03-01"), by=None)
    posts.appoint(post, ada, valid_from=day("2026-05-01"), by=None)
    assert empty(post) == [("2022-01-01", "year", "2026-05-01")]
    assert label(post) == "„Ehrenamtskoordination“ unbesetzt 2022–2026"
    posts.stage(post, "dropped", day("2026-09-01"), by=None)
    assert empty(post)[1:] == [("2026-09-01", "day", None)]
    assert label(post) == "„Ehrenamtskoordination“ unbesetzt 2022–2026, seit\xa02026"


def test_a_post_that_never_was_or_that_nobody_knows_about_is_not_shaded(office, ada):
    planned = posts.add(office, "Geplant", by=None)
    posts.stage(planned, "justified", day("2015-09-01"), precision="month", by=None)
    unknown = posts.add(office, "Unbekannt", by=None)
    posts.stage(unknown, "undocumented", day("2015-09-17"), by=None)
    bare = posts.add(office, "Ohne Geschichte", by=None)
    held = posts.add(office, "Besetzt", by=None)
    posts.appoint(held, ada, valid_from=day("2020-01-01"), by=None)
    assert [empty(one) for one in (planned, unknown, bare, held)] == [[], [], [], []]


def test_established_and_filled_later_or_left_and_filled_anew(office, ada):
    one = posts.add(office, "Lücken", by=None)
    posts.stage(one, "established", day("2016-01-01"), by=None)
    posts.appoint(one, ada, valid_from=day("2016-07-01"), valid_until=day("2019-01-01"), by=None)
    posts.appoint(one, ada, valid_from=day("2020-01-01"), by=None)
    assert empty(one) == [
        ("2016-01-01", "day", "2016-07-01"),
        ("2019-01-01", "day", "2020-01-01"),
    ]


def test_what_lies_ahead_is_not_shaded(post, office, ada):
    one = posts.add(office, "Bald leer", by=None)
    posts.appoint(one, ada, valid_from=day("2020-01-01"), valid_until=day("2027-01-01"), by=None)
    posts.stage(post, "established", day("2026-01-01"), by=None)
    posts.appoint(post, ada, valid_from=day("2027-01-01"), by=None)
    assert (empty(one), empty(post)) == ([], [("2022-01-01", "year", None)])


def test_spans_say_what_standings_say_on_every_day(post, office, ada):
    posts.stage(post, "established", day("2026-03-01"), by=None)
    posts.appoint(post, ada, valid_from=day("2026-05-01"), by=None)
    found = post_spans.unstaffed(post, TODAY)
    for year in range(2012, 2027):
        for month in (1, 4, 8):
            when = dt.date(year, month, 1)
            shaded = any(start <= when and (end is None or when < end) for start, _p, end in found)
            state = standings.of([post], when)[post.pk].state
            assert shaded == (state in UNSTAFFED and year >= 2015), when


def test_times_of_several_posts_are_one_where_they_touch(post, office):
    other = posts.add(office, "Zweite", by=None)
    posts.stage(other, "established", day("2020-01-01"), by=None)
    [band] = bands.of([post, other], TODAY)
    assert (band.start, band.end, len(band.posts)) == (day("2020-01-01"), None, 2)
    assert label(post, other) == "2 Stellen unbesetzt seit\xa02020"
    assert (bands.of([], TODAY), bands.label([], {})) == ([], "")


def test_two_queries_for_any_number_of_posts(post, office, django_assert_num_queries):
    more = [posts.add(office, f"Stelle {number}", by=None) for number in range(2)]
    for wanted in ([post], [post, *more]):
        with django_assert_num_queries(2):
            assert len(post_spans.of(wanted, TODAY)) == len(wanted)
