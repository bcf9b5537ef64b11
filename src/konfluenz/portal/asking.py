"""Ask us: anybody's question becomes an Anliegen, without an account and without a cookie."""

from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konfluenz.council import summaries
from konfluenz.council.models import Report
from konfluenz.directory import workdays
from konfluenz.directory.models import Topic
from konfluenz.enquiries import enquiries, reaching
from konfluenz.enquiries.models import Way
from konfluenz.enquiries.refusals import EnquiryRefused
from konfluenz.ground import throttle
from konfluenz.portal import contacts, forms, guards, topics, words
from konfluenz.portal.language import SOURCE
from konfluenz.portal.pages import public
from konfluenz.portal.steered import work
from konfluenz.steering.models import Goal

PER_DAY = 5
"""Questions a day that are answered to one address: nobody floods somebody else's mailbox."""
DAY = 24 * 60 * 60
LONGEST_SUBJECT = 120


class AskForm(guards.GuardedForm, forms.Form):
    """A question, and where the answer goes."""

    purpose = "ask"
    text = django_forms.CharField(
        label=_("Your question"),
        max_length=4000,
        widget=django_forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("Please do not write about your health, religion or residence status."),
        error_messages={
            "required": _("Please write what you want to ask."),
            "max_length": _("Please shorten your text to 4000 characters."),
        },
    )
    topic = django_forms.ChoiceField(label=_("What is it about?"), required=False)
    reply_to = django_forms.CharField(
        label=_("Where do we reach you?"),
        max_length=254,
        widget=django_forms.TextInput(attrs={"dir": "ltr", "autocomplete": "email"}),
        help_text=_("Your e-mail address or phone number."),
        error_messages={"required": _("Please tell us where to send the answer.")},
    )
    name = django_forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=200,
        widget=django_forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
        help_text=_("You need not give your name."),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        active = list(Topic.objects.filter(active=True))
        named = words.named(active, language)
        self.topics = {topic.slug: topic for topic in active}
        choices = [("", gettext("I do not know")), *((one.slug, one.name) for one in named)]
        self.fields["topic"].choices = choices  # type: ignore[attr-defined]

    def clean_reply_to(self) -> str:
        """Return the address in its stored form."""
        try:
            return reaching.checked_address(self.cleaned_data["reply_to"])
        except EnquiryRefused:
            raise django_forms.ValidationError(
                gettext("Please write an e-mail address or a phone number, such as 0261 123456.")
            ) from None

    def clean_topic(self) -> Topic | None:
        """Return the topic itself."""
        return self.topics.get(self.cleaned_data["topic"])


@public
@guards.public_form
def ask(request: HttpRequest, language: str) -> HttpResponse:
    """Show the form, or take the question and lead to the answer's day.

    `?thema=` names the topic it is about, `?ziel=` the goal of the concept, `?bericht=` the
    report to the council.
    """
    topic = topics.find(request.GET.get("thema", ""))
    about = _about(request)
    initial = {"topic": topic.slug} if topic else {}
    form = AskForm(request.POST or None, initial=initial, language=language)
    if guards.take(request, form, lambda said: receive(said, language, about)):
        return redirect("portal:asked", language)
    return render(request, "portal/asking.html", {"form": form, "about": about})


@public
@never_cache
@require_safe
def asked(request: HttpRequest, language: str) -> HttpResponse:
    """Say thank you, and by when an answer comes."""
    day = timezone.localdate(workdays.after(timezone.now(), enquiries.ANSWER_WITHIN))
    context = {"day": day, "contact": contacts.front_office()}
    return render(request, "portal/asked.html", context)


def receive(said: dict[str, Any], language: str, about: Goal | Report | None = None) -> None:
    """Make a question an Anliegen of the unit that answers for its topic. Raises FormRefused.

    `about` is the goal of the concept or the report that it is about, if any.
    """
    if not throttle.hit(f"answers to {said['reply_to']}", PER_DAY, DAY):
        raise guards.FormRefused(
            gettext(
                "We have several questions from this address already and answer them all."
                " If it is urgent, please call us."
            )
        )
    if contacts.first_unit() is None:
        raise guards.FormRefused(
            gettext(
                "We cannot take messages here at the moment. Please call us or write an e-mail."
            )
        )
    given = {name: said[name] for name in ("topic", "name", "reply_to")}
    named = about or said["topic"]
    subject = _subject(str(named)[:LONGEST_SUBJECT] if named else "")
    enquiries.receive(
        subject, said["text"], way=Way.FORM, language=language, about=about, by=None, **given
    )


def _about(request: HttpRequest) -> Goal | Report | None:
    """Return the public record that the address names, None for any other."""
    if slug := request.GET.get("bericht"):
        return summaries.public().filter(paper__slug=slug).first()
    return work.goal_of(request.GET.get("ziel", ""))


def _subject(about: str) -> str:
    """Return what it is about, in the office's language and in no words of the reader's."""
    with override(SOURCE):
        if not about:
            return gettext("Question from the website")
        return gettext("Question: %(topic)s") % {"topic": about}
