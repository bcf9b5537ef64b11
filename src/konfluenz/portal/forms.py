"""The fields of the public's forms, under KERN's classes; `portal/parts/field.html` shows them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

CLASSES: dict[type[forms.Widget], str] = {
    forms.CheckboxInput: "kern-form-check__checkbox",
    forms.CheckboxSelectMultiple: "kern-form-check__checkbox",
    forms.RadioSelect: "kern-form-check__radio",
    forms.Select: "kern-form-input__select",
}
INPUT = "kern-form-input__input"
REQUIRED = _("Please fill this in.")
MAIL_WRONG = _("Please write the address like this: name@example.org")


class Form(forms.Form):
    """A form of the portal. An error stands at its field and says how to mend it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            kinds = type(field.widget).__mro__
            field.widget.attrs["class"] = next((CLASSES[k] for k in kinds if k in CLASSES), INPUT)
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = REQUIRED
