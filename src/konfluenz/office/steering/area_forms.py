"""Forms of the fields of action, their goals, and how these stand."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy

from konfluenz.directory.models import Group, Post
from konfluenz.office import forms
from konfluenz.office.directory.unit_forms import UnitChoice
from konfluenz.office.steering.concept_forms import functions_field, long_text, source_field
from konfluenz.steering.models import AreaLevel, Goal, GoalState, PriorityArea

AREA = ("level", "number", "name", "summary", "group", "source")
GOAL = ("number", "text", "functions", "source")


class PostChoices(django_forms.ModelMultipleChoiceField):
    """Posts, each named with its office: there are several of one title."""

    def __init__(self, **kwargs: Any) -> None:
        rows = Post.objects.select_related("unit").order_by("unit__number", "unit__name", "title")
        super().__init__(rows, widget=django_forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Return the post with its office."""
        return f"{obj.title} ({obj.unit})"


class PostChoice(django_forms.ModelChoiceField):
    """One post, named with its office."""

    def __init__(self, **kwargs: Any) -> None:
        rows = Post.objects.select_related("unit").order_by("title", "unit__number")
        super().__init__(rows, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Return the post with its office."""
        return f"{obj.title} ({obj.unit})"


class AreaForm(forms.Form):
    """A field of action of a concept."""

    level = django_forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=AreaLevel.choices, widget=django_forms.RadioSelect
    )
    number = django_forms.IntegerField(label=gettext_lazy("Number"), min_value=1, max_value=99)
    name = django_forms.CharField(
        label=gettext_lazy("Name"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Leave it empty if no source says what the field is called."),
    )
    summary = long_text(label=gettext_lazy("What it is about"))
    group = django_forms.ModelChoiceField(
        Group.objects.all(),
        label=gettext_lazy("Working group"),
        required=False,
        empty_label=gettext_lazy("no group"),
    )
    source = source_field()


class NewAreaForm(AreaForm):
    """A field of action that is not on record yet, with the posts it cannot do without."""

    posts = PostChoices(
        label=gettext_lazy("Posts without which it cannot be worked"),
        required=False,
        help_text=gettext_lazy("While nobody holds one of them, the field says so by itself."),
    )


class AreaPostsForm(forms.Form):
    """The posts that a field of action cannot do without."""

    posts = PostChoices(
        label=gettext_lazy("Posts without which it cannot be worked"),
        required=False,
        help_text=gettext_lazy("While nobody holds one of them, the field says so by itself."),
    )


class GoalForm(forms.Form):
    """What a field of action wants to reach."""

    text = django_forms.CharField(
        label=gettext_lazy("Goal"),
        max_length=400,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One sentence that can be true or not. Name no person."),
    )
    number = django_forms.IntegerField(
        label=gettext_lazy("Number"),
        min_value=1,
        max_value=99,
        required=False,
        help_text=gettext_lazy("Leave it empty for the next free number."),
    )
    functions = functions_field()
    source = source_field()


class GoalEditForm(GoalForm):
    """A goal that has its number already."""

    number = django_forms.IntegerField(label=gettext_lazy("Number"), min_value=1, max_value=99)


class StatusForm(forms.Form):
    """How a goal stands on a day, who says so, and what that rests on."""

    state = django_forms.ChoiceField(
        label=gettext_lazy("How the goal stands"),
        choices=GoalState.choices,
        widget=django_forms.RadioSelect,
    )
    reason = django_forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=400,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Public together with the concept. Name no person."),
    )
    post = PostChoice(
        label=gettext_lazy("Rests on the post"),
        required=False,
        empty_label=gettext_lazy("no post"),
        help_text=gettext_lazy("When somebody holds it again, you are asked to look anew."),
    )
    unit = UnitChoice(label=gettext_lazy("Said by"))
    date = forms.DayField(label=gettext_lazy("On"))
    source = source_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.initial.get("unit")
        self.fields["unit"].narrow(keep=getattr(unit, "pk", None))  # type: ignore[attr-defined]


def typed_area(area: PriorityArea) -> dict[str, Any]:
    """Return a field of action as its form shows it."""
    return {name: getattr(area, name) for name in AREA}


def typed_posts(area: PriorityArea) -> dict[str, Any]:
    """Return the posts of a field of action as their form shows them."""
    return {"posts": list(area.posts.all())}


def typed_goal(goal: Goal) -> dict[str, Any]:
    """Return a goal as its form shows it."""
    return {name: getattr(goal, name) for name in GOAL}
