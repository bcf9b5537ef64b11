"""Where things lie on a drawing."""

import math

from konfluenz.directory import maps
from konfluenz.directory.models import District

HALLE, OTHER_BANK = (53.499, 10.0), (53.501, 10.0)


def test_a_city_across_half_a_degree_is_drawn_in_one_piece():
    frame = maps.frame_of([HALLE, OTHER_BANK, (53.5, 10.1)])
    here, there = frame.place(HALLE), frame.place(OTHER_BANK)
    assert here[0] == there[0]
    assert math.isclose(math.dist(here, there) / frame.scale, 0.2226, rel_tol=0.001)
    east = frame.place((53.5, 10.1))
    assert math.isclose((east[0] - here[0]) / frame.scale, 6.62, rel_tol=0.001)


def test_the_frame_holds_every_district_and_nothing_far_away():
    both = [
        District(name=name, latitude=50.36, longitude=east)
        for name, east in (("A", 7.5), ("B", 7.6))
    ]
    city = maps.city([*both, District(name="Ohne Ort")])
    assert [part.district.name for part in city.parts] == ["A", "B"]
    assert city.frame.holds((50.36, 7.55))
    assert not city.frame.holds((53.55, 10.0))
    assert maps.city([District(name="Ohne Ort")]) is None
    assert city.frame.round_km(160) == 5


def test_points_of_one_square_are_a_heap_and_what_would_cover_it_belongs_to_it():
    found = maps.heaps([(1, 1), (3, 1), (95, 5), (105, 5), (107, 5)], grid=50)
    assert [(heap.x, heap.y, sorted(heap.members)) for heap in found] == [
        (2, 1, [0, 1]),
        (307 / 3, 5, [2, 3, 4]),
    ]


def test_regions_are_apart_and_the_largest_comes_first():
    places = [(48.1, 11.5), (53.55, 10.0), (53.6, 10.1)]
    assert maps.regions(places, km=20) == [[1, 2], [0]]
    assert maps.regions([], km=20) == []
