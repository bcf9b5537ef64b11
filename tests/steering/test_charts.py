import datetime as dt
from xml.etree import ElementTree

import pytest
from django.conf import settings as django_settings
from django.utils import timezone, translation

from konfluenz.directory import municipality, posts
from konfluenz.ground import audit
from konfluenz.steering import areas, concepts
from konfluenz.steering.charting import charts, drawing, svg
from konfluenz.steering.measuring import indicators, observations
from konfluenz.steering.models import Chart

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
WORDS = [
    "“%(post)s” unstaffed %(time)s",
    "%(n)s posts unstaffed %(time)s",
    "since %(year)s",
    "Dashed: no values are known in between.",
    "about %(number)s",
    "%(number)s percentage points",
]


@pytest.fixture
def figures(share):
    background = indicators.add(
        "share_migration_background",
        "Anteil mit Migrationshintergrund",
        definition="x",
        unit="percent",
        public=True,
        by=None,
    )
    known = {"source": "UV/0050/2024", "by": None}
    for indicator, first, last in ((share, "9.1", "17.7"), (background, "20", "36")):
        rough = indicator == background
        observations.add(
            indicator, first, dt.date(2007, 1, 1), precision="year", approximate=rough, **known
        )
        observations.add(indicator, last, dt.date(2024, 2, 23), dated_by="report", **known)
    return [background, share]


@pytest.fixture
def shown(figures, in_force, post):
    """Return the post whose empty time the chart shades."""
    areas.add(in_force, 1, name="Ehrenamt", posts=[post], by=None)
    concepts.correct(in_force, {"public": True}, by=None)
    return post


def texts(drawn):
    root = ElementTree.fromstring(drawn)
    return ["".join(found.itertext()) for found in root.iter(f"{{{svg.NAMESPACE}}}text")]


def drawn(width=340):
    drawing.draw_stale()
    return charts.find("residents", "de")[width].svg


def test_without_values_there_is_nothing_to_draw(share):
    assert (drawing.draw_stale(), charts.find("residents", "de")) == (0, {})


@pytest.mark.parametrize("width", [340, 720])
def test_it_says_its_values_names_and_shade(shown, width):
    said = " ".join(texts(drawn(width)))
    for words in [
        "9,1\xa0%",
        "17,7\xa0%",
        "ca. 20\xa0%",
        "36\xa0%",
        "Migrationshintergrund",
        "„Ehrenamtskoordination“",
        "seit\xa02022",
        "Gestrichelt:",
        "2007",
        "2025",
    ]:
        assert words in said


@pytest.mark.parametrize("width", [340, 720])
def test_it_is_as_wide_as_it_says_and_takes_the_colour_of_the_page(shown, width):
    picture = drawn(width)
    root = ElementTree.fromstring(picture)
    assert (float(root.get("width")), root.get("direction")) == (width, "ltr")
    fills = {found.get("fill") for found in root.iter(f"{{{svg.NAMESPACE}}}text")}
    assert fills == {"currentColor"}
    assert "white" not in picture
    assert "#000" not in picture


def test_nothing_but_shapes_and_plain_text_leaves_the_room(shown):
    root = ElementTree.fromstring(drawn())
    assert {found.tag.rpartition("}")[2] for found in root.iter()} <= svg.ELEMENTS
    names = {name for found in root.iter() for name in found.attrib}
    assert names <= svg.ATTRIBUTES | {"direction", "aria-hidden", "focusable"}


def test_what_acts_or_loads_is_taken_out():
    dirty = (
        f'<svg xmlns="{svg.NAMESPACE}" onload="x()" style="color:red" width="1">'
        "<script>x()</script><style>@import url(//x)</style>"
        '<image href="//x"/><a href="//x"><text>Link</text></a>'
        '<foreignObject><b>x</b></foreignObject><g class="a" onclick="x()">'
        '<path display="none" d="M0"/><text fill="red">&lt;b&gt;</text></g></svg>'
    )
    assert svg.clean(dirty) == (
        f'<svg xmlns="{svg.NAMESPACE}" width="1" direction="ltr" aria-hidden="true"'
        ' focusable="false"><g><text fill="red">&lt;b&gt;</text></g></svg>'
    )
    for other in ("", "<html/>", "no drawing", "<svg/>"):
        with pytest.raises(svg.NotADrawing):
            svg.clean(other)


def test_a_hostile_name_stays_plain_text(shown, share):
    indicators.correct(share, {"name": "<script>x()</script> ' \" \\ {{"}, by=None)
    picture = drawn(720)
    assert "<script" not in picture
    assert any("<script>x()</script> ' \" \\ {{" in text for text in texts(picture))


def test_a_drawing_that_no_longer_fits_is_not_shown_and_drawn_anew(shown, share):
    assert drawing.draw_stale() == 2
    assert drawing.draw_stale() == 0
    row = share.observations.last()
    observations.correct(row, {"value": "18.2"}, by=None)
    assert charts.find("residents", "de") == {}
    assert "18,2\xa0%" in texts(drawn())
    assert Chart.objects.count() == 2


def test_somebody_on_the_post_ends_the_shade(shown, ada):
    assert any("seit\xa02022" in text for text in texts(drawn(720)))
    posts.stage(shown, "established", TODAY, by=None)
    posts.appoint(shown, ada, valid_from=TODAY, by=None)
    assert charts.find("residents", "de") == {}
    wanted = f"„Ehrenamtskoordination“ unbesetzt 2022–{TODAY.year}"
    assert wanted in texts(drawn(720))


def test_where_values_are_near_each_other_nothing_is_dashed(figures):
    known = {"source": "x", "by": None}
    for indicator in figures:
        for year in range(2009, 2024, 2):
            observations.add(indicator, "12", dt.date(year, 1, 1), precision="year", **known)
    picture = drawn()
    assert "stroke-dasharray" not in picture
    assert not any("Gestrichelt" in text for text in texts(picture))


def test_what_is_not_public_is_not_drawn(shown, share, in_force):
    drawing.draw_stale()
    indicators.correct(share, {"public": False}, by=None)
    said = " ".join(texts(drawn(720)))
    assert "Staatsangehörigkeit" not in said
    concepts.correct(in_force, {"public": False}, by=None)
    assert not any("Ehrenamtskoordination" in text for text in texts(drawn(720)))
    for indicator in charts.content("residents").series:
        indicators.correct(indicator.indicator, {"public": False}, by=None)
    assert drawing.draw_stale() == 0
    assert not Chart.objects.exists()


def test_one_value_of_an_unchanged_share_is_drawn_too(share):
    observations.add(share, "0", TODAY, source="x", by=None)
    assert "0\xa0%" in texts(drawn())


@pytest.mark.parametrize(
    ("value", "ticks"),
    [
        ("0.3", ["0\xa0%", "0,1\xa0%", "0,4\xa0%"]),
        ("36", ["0\xa0%", "10\xa0%", "40\xa0%"]),
        ("99", ["0\xa0%", "20\xa0%", "100\xa0%"]),
    ],
)
def test_the_axis_fits_the_highest_value(share, value, ticks):
    observations.add(share, value, TODAY, source="x", by=None)
    said = texts(drawn())
    assert [tick for tick in ticks if tick not in said] == []
    assert "120\xa0%" not in said


def test_each_language_of_the_city_has_its_drawings(shown):
    municipality.set_up("Musterstadt", land="RP", languages=["de", "ar", "fr"], by=None)
    assert drawing.draw_stale() == 6
    arabic = " ".join(texts(charts.find("residents", "ar")[340].svg))
    assert "منذ 2022" in arabic
    assert "\u2067" in arabic
    assert charts.find("residents", "uk") == {}
    municipality.correct({"languages": ["de"]}, by=None)
    drawing.draw_stale()
    assert set(Chart.objects.values_list("language", flat=True)) == {"de"}


def test_every_language_has_the_words_of_a_drawing(settings):
    missing = []
    for code, _name in django_settings.LANGUAGES:
        if code == "en":
            continue
        with translation.override(code):
            missing += [(code, word) for word in WORDS if translation.gettext(word) == word]
    assert missing == []


def test_what_changes_in_figures_posts_or_concept_draws_anew(
    shown, ada, django_capture_on_commit_callbacks
):
    entries = list(audit.timeline(shown)[:1])
    with django_capture_on_commit_callbacks(execute=True):
        drawing.on_entries(entries)
    assert len(charts.find("residents", "de")) == 2
    with django_capture_on_commit_callbacks() as callbacks:
        drawing.on_entries(list(audit.timeline(ada)))
    assert callbacks == []


def test_finding_a_drawing_takes_few_queries(shown, in_force, django_assert_max_num_queries):
    drawing.draw_stale()
    with django_assert_max_num_queries(10):
        assert set(charts.find("residents", "de")) == {340, 720}
    office = shown.unit
    for number in (2, 3):
        made = posts.add(office, f"Stelle {number}", by=None)
        posts.stage(made, "established", dt.date(2020, 1, 1), by=None)
        areas.add(in_force, number, posts=[made], by=None)
    drawing.draw_stale()
    with django_assert_max_num_queries(10):
        assert set(charts.find("residents", "de")) == {340, 720}
