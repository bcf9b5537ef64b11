"""Pages in their tree: added, found, moved, renamed, owned."""

import pytest
from tests.publishing import tree
from wagtail.models import Page, Site

from konfluenz.directory import units
from konfluenz.directory.models import Review
from konfluenz.ground.models import Entry
from konfluenz.publishing import moves, pages
from konfluenz.publishing.models import PortalPage

pytestmark = pytest.mark.django_db


def acts():
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def test_the_root_is_made_once_and_takes_the_place_of_wagtails_welcome():
    root = pages.root()
    assert pages.root() == root
    assert Site.objects.get(is_default_site=True).root_page_id == root.pk
    assert list(Page.objects.filter(depth=2)) == [root.page_ptr]
    assert list(pages.public()) == []


def test_a_page_is_found_by_its_path_and_only_while_it_is_public():
    guide = tree.guide()
    inner = tree.guide("Für Eltern", below=guide)
    assert (pages.path(inner), inner.slug) == ("deutsch-lernen/fuer-eltern", "fuer-eltern")
    assert pages.find("deutsch-lernen/fuer-eltern") == inner
    assert pages.find("/deutsch-lernen/") == guide
    assert pages.find("fuer-eltern") is None
    inner.unpublish()
    assert pages.find("deutsch-lernen/fuer-eltern") is None


def test_words_in_the_address_are_taken_once_beside_each_other():
    guide = tree.guide()
    with pytest.raises(pages.PageRefused, match="deutsch-lernen"):
        tree.guide()
    assert tree.guide(below=guide).slug == "deutsch-lernen"


def test_the_way_down_to_pages_is_read_in_one_query(django_assert_num_queries):
    outer = tree.guide()
    middle = tree.guide("Mitte", below=outer)
    inner = tree.guide("Innen", below=middle)
    with django_assert_num_queries(1):
        trails = pages.trails([inner, middle, outer])
    assert trails == {inner.pk: [outer, middle], middle.pk: [outer], outer.pk: []}


def test_old_addresses_lead_on_also_for_pages_below_and_after_several_moves():
    outer = tree.guide("Alt")
    inner = tree.guide("Innen", below=outer)
    _rename(outer, "neu")
    assert pages.find("alt/innen") is None
    assert moves.moved_to("alt/innen") == inner
    assert moves.moved_to("alt") == PortalPage.objects.get(pk=outer.pk)
    _rename(outer, "ganz-neu")
    assert moves.moved_to("alt") == moves.moved_to("neu") == PortalPage.objects.get(pk=outer.pk)
    assert moves.moved_to("nie/dagewesen") is None


def test_a_page_that_takes_its_old_address_again_is_simply_there():
    page = tree.guide("Alt")
    _rename(page, "neu")
    _rename(page, "alt")
    assert pages.find("alt") == PortalPage.objects.get(pk=page.pk)
    assert moves.moved_to("alt") is None
    assert moves.moved_to("neu") == PortalPage.objects.get(pk=page.pk)


def test_moving_under_another_page_keeps_the_old_address():
    outer, page = tree.guide("Oben"), tree.guide("Seite")
    page.move(PortalPage.objects.get(pk=outer.pk), pos="last-child")
    assert pages.path(PortalPage.objects.get(pk=page.pk)) == "oben/seite"
    assert moves.moved_to("seite") == PortalPage.objects.get(pk=page.pk)


def test_publishing_is_recorded_and_has_the_owner_asked_from_then_on():
    unit = units.add("Ordnungsamt", kind="office", by=None)
    page = tree.guide(live=False, unit=unit, review_days=90, careful="legal")
    page.save_revision().publish()
    review = Review.objects.get()
    assert (review.unit, review.cycle_days, review.harm, review.record_id) == (
        unit,
        90,
        3,
        str(page.pk),
    )
    PortalPage.objects.get(pk=page.pk).unpublish()
    assert not Review.objects.exists()
    assert acts()[-4:] == ["page.added", "page.published", "review.set", "page.unpublished"]


def test_deleting_is_recorded():
    tree.guide().delete()
    assert acts()[-1] == "page.deleted"


def _rename(page, slug):
    page = PortalPage.objects.get(pk=page.pk)
    page.slug = slug
    page.save_revision().publish()
