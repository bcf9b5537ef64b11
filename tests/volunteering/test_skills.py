"""The city's list of skills, and the templates that name them."""

import pytest
from tests.volunteering.town import actions

from konfluenz.directory import topics
from konfluenz.directory.models import Topic
from konfluenz.ground.revisions import Stale
from konfluenz.volunteering import skills, task_templates
from konfluenz.volunteering.models import Skill, Timing, Wish
from konfluenz.volunteering.skills import SkillRefused


@pytest.mark.django_db
def test_a_city_begins_with_the_list_and_keeps_what_it_changed():
    first = skills.ensure()
    reading = Skill.objects.get(slug="reading-aloud")
    skills.correct(reading, {"name": "Lesen", "active": False}, by=None)
    assert (len(first), skills.ensure()) == (Skill.objects.count(), [])
    assert Skill.objects.get(slug="reading-aloud").name == "Lesen"
    assert reading not in skills.in_use()


@pytest.mark.django_db
@pytest.mark.parametrize("again", ["Nähen", "naehen", "  NÄHEN "])
def test_one_skill_stands_there_once_however_it_is_spelt(again):
    sewing = skills.add("Nähen", by=None)
    cooking = skills.add("Kochen", by=None)
    with pytest.raises(SkillRefused, match="Nähen"):
        skills.add(again, by=None)
    with pytest.raises(SkillRefused):
        skills.correct(cooking, {"name": again}, by=None)
    assert skills.named(again) == sewing


@pytest.mark.django_db
def test_a_skill_needs_a_name_and_whoever_comes_second_is_told():
    with pytest.raises(SkillRefused):
        skills.add("  ", by=None)
    sewing = skills.add("Nähen", by=None)
    skills.correct(sewing, {"name": "Schneidern"}, seen=0, by=None)
    with pytest.raises(Stale):
        skills.correct(sewing, {"name": "Sticken"}, seen=0, by=None)
    assert actions(sewing) == ["skill.added", "skill.corrected"]


@pytest.mark.django_db
def test_a_name_in_another_script_gets_a_short_name_too():
    assert skills.add("خياطة", by=None).slug
    assert skills.add("طبخ", by=None).slug


@pytest.mark.django_db
def test_the_templates_name_what_there_is():
    skills.ensure()
    topics.ensure()
    found = task_templates.available()
    assert len(found) == 10
    assert {name for one in found for name in one.skills} <= set(
        Skill.objects.values_list("slug", flat=True)
    )
    assert {one.topic for one in found} <= set(Topic.objects.values_list("slug", flat=True))
    for one in found:
        assert one.timing in Timing.values
        assert set(one.offers) <= set(Wish.values)
        assert one.title
        assert len(one.task) > 50
        assert one.with_minors == ("with_children" in one.offers)


def test_a_template_is_found_by_its_short_name():
    assert task_templates.find("reading").minutes == 60
    assert task_templates.find("x") is None
