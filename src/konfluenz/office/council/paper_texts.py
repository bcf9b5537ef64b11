"""Writing the text of a paper that comes from no file, and answering its questions."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.council import answers, kinds, papers
from konfluenz.council.answers import AnswerRefused
from konfluenz.council.models import Paper, PaperPart, PartKind
from konfluenz.council.papers import PaperRefused
from konfluenz.office import forms, notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.council.paper import seen_by
from konfluenz.office.council.papers import address_of
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

HINTS = {
    PartKind.QUESTION: gettext_lazy("Each question in a line of its own; they are numbered."),
    PartKind.POINT: gettext_lazy("Each point in a line of its own; they are numbered."),
}


class TextForm(forms.Form):
    """The text of a paper: a field for each part that its kind has."""

    parts: tuple[PartKind, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in self.parts:
            field = django_forms.CharField(
                label=kind.label,
                required=False,
                widget=django_forms.Textarea(attrs={"rows": 5}),
                help_text=HINTS.get(kind, ""),
            )
            forms.dress(field.widget)
            self.fields[kind.value] = field

    def clean(self) -> dict[str, Any]:
        """Ask for at least one part."""
        values = super().clean() or self.cleaned_data
        if not any(values.values()):
            raise django_forms.ValidationError(_("Fill in at least one of the parts."))
        return values


class AnswerForm(forms.Form):
    """The answer to one question."""

    text = django_forms.CharField(
        label=gettext_lazy("Answer to the question"),
        widget=django_forms.Textarea(attrs={"rows": 6}),
    )


ANSWER = Sheet(
    "question-answer",
    gettext_lazy("Answer question"),
    AnswerForm,
    refusals=(AnswerRefused,),
    told=gettext_lazy("The answer was saved."),
)


@requires(Right.EDIT_PAPERS)
def write(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Give a paper its text, part by part."""
    one = seen_by(request, public_id)
    if one.parts.exists():
        notices.refused(request, _("This paper has its text already."))
        return redirect(address_of(one, "text"))
    return sheets.respond(
        request,
        _writing(one),
        record=one,
        initial={},
        save=lambda values, seen: papers.write(
            one, kinds.parts(values), by=request.user, seen=seen
        ),
        back=address_of(one, "text"),
        parent=str(one),
        about=str(one),
    )


@requires(Right.EDIT_PAPERS)
def answer(request: OfficeRequest, public_id: UUID, number: str) -> HttpResponse:
    """Answer one question of an enquiry."""
    one = seen_by(request, public_id)
    found = {part.number: (part, given) for part, given in answers.questions(one)}
    if number not in found:
        raise Http404
    question, given = found[number]
    return sheets.respond(
        request,
        ANSWER,
        record=one,
        initial={"text": _text(given)} if given else {},
        save=lambda values, seen: answers.give(
            one, number, values["text"], by=request.user, seen=seen
        ),
        back=address_of(one, "text"),
        parent=str(one),
        about=f"{number}. {_text(question)}",
    )


def _writing(one: Paper) -> Sheet:
    form = type("PaperTextForm", (TextForm,), {"parts": kinds.PARTS[one.paper_type]})
    return Sheet(
        f"paper-write-{one.paper_type}",
        gettext_lazy("Write text"),
        form,
        refusals=(PaperRefused,),
        told=gettext_lazy("The text was saved."),
    )


def _text(part: PaperPart) -> str:
    """Return the text of a part as somebody would type it, a paragraph in a line."""
    paragraphs: dict[int, list[str]] = {}
    for sentence in sorted(part.sentences.all(), key=lambda one: one.position):
        paragraphs.setdefault(sentence.paragraph, []).append(sentence.text)
    return "\n".join(" ".join(texts) for texts in paragraphs.values())
