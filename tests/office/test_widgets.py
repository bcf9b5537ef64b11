"""The quick HTML of form fields is Django's own."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from konfluenz.office.widgets import Renderer

CHOICES = [
    ("", "–"),
    ("a&b", '<b>"Ä"</b>'),
    (7, gettext_lazy("Name")),
    ("group", [("x", SafeString("<i>x</i>")), ("y", "y")]),
]
FIELDS = {
    "one": forms.Select(attrs={"class": "k", "data-x": '"&', "required": True, "hidden": False}),
    "several": forms.SelectMultiple(attrs={"size": 3}),
    "ticks": forms.CheckboxSelectMultiple(attrs={"class": "k"}),
    "button": forms.RadioSelect,
}


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("value", [None, "a&b", 7, ["x", "y"]])
def test_choices_look_as_django_makes_them(name, value):
    def html(renderer):
        class Form(forms.Form):
            field = forms.ChoiceField(choices=CHOICES, widget=FIELDS[name], required=False)

        bound = Form(initial={"field": value}, renderer=renderer)["field"]
        return [parse_html(str(shown)) for shown in [bound, *bound]]

    assert html(Renderer()) == html(DjangoTemplates())
