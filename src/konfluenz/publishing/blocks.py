"""What a page is made of. Few blocks, each for something that newcomers look for."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

INLINE = ["bold", "italic", "link", "document-link"]


def rich(label: Any) -> blocks.RichTextBlock:
    """Return a block of running text: bold, italic, links, and nothing that breaks a page."""
    return blocks.RichTextBlock(features=INLINE, label=label)


def items(label: Any) -> blocks.ListBlock:
    """Return a list of short texts."""
    return blocks.ListBlock(rich(_("Item")), label=label, min_num=1)


class WordBlock(blocks.StructBlock):
    """A German word that offices use, and what it means. The word itself is not translated."""

    word = blocks.CharBlock(label=_("German word"), max_length=120)
    explanation = blocks.TextBlock(label=_("what it means"))


class PictureBlock(blocks.StructBlock):
    """A picture. `alt` says what it shows; empty for one that only decorates."""

    picture = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(label=_("what it shows"), required=False, max_length=300)
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=300)


class QuestionBlock(blocks.StructBlock):
    """A question with its answer, folded until somebody opens it."""

    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = rich(_("The answer"))


class BodyBlock(blocks.StreamBlock):
    """The body of a page."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=160, icon="title")
    text = rich(_("Text"))
    bullets = items(_("Bullet points"))
    steps = items(_("Steps, one after the other"))
    note = rich(_("Note in a box"))
    important = rich(_("Important: a deadline or a danger"))
    documents = blocks.ListBlock(
        blocks.CharBlock(label=_("Document"), max_length=200), label=_("What to bring"), min_num=1
    )
    words = blocks.ListBlock(WordBlock(), label=_("German words explained"), min_num=1)
    question = QuestionBlock(label=_("Question and answer"))
    picture = PictureBlock(label=_("Picture"))
