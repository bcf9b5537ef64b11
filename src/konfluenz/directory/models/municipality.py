"""The municipality this installation belongs to: one row, all that is particular to a city."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.fields import EncryptedJSONField
from konfluenz.ground.models import Record
from konfluenz.ground.personal_data import Basis, Retention, Use

TRY_SAFELY = Use(
    purpose="Mail addresses and phone numbers that messages may go to while a city tries out",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="trial ended", days=0),
)


class Land(models.TextChoices):
    """The Länder by their ISO 3166-2 code without "DE-". Words and authorities differ by Land."""

    BW = "BW", _("Baden-Württemberg")
    BY = "BY", _("Bavaria")
    BE = "BE", _("Berlin")
    BB = "BB", _("Brandenburg")
    HB = "HB", _("Bremen")
    HH = "HH", _("Hamburg")
    HE = "HE", _("Hesse")
    MV = "MV", _("Mecklenburg-Western Pomerania")
    NI = "NI", _("Lower Saxony")
    NW = "NW", _("North Rhine-Westphalia")
    RP = "RP", _("Rhineland-Palatinate")
    SL = "SL", _("Saarland")
    SN = "SN", _("Saxony")
    ST = "ST", _("Saxony-Anhalt")
    SH = "SH", _("Schleswig-Holstein")
    TH = "TH", _("Thuringia")


class GenderForm(models.TextChoices):
    """How German texts name people of all genders, set once per city."""

    COLON = "colon", _("with a colon (Bürger:innen)")
    STAR = "star", _("with an asterisk (Bürger*innen)")
    NEUTRAL = "neutral", _("neutral wording")


@personal_data.declare(
    subject=None,
    holds={"trial_addresses": TRY_SAFELY},
    free="public_id revision created_at trial only stamp name kind land website mail phone street"
    " postcode accent logo languages words gender_form imprint responsible"
    " accessibility_contact enforcement_body",
)
class Municipality(Record):
    """The city (O-01). `only` keeps it the only one; `stamp` changes with every change.

    `accent` is #rrggbb with a contrast to white of at least 4.5:1. `languages` are codes of
    ``settings.LANGUAGES`` in the order of the language switch, German among them. `words`
    maps the keys of `directory/words.py` to what this city says. `trial`: Probebetrieb, every
    message is held back but those to `trial_addresses` (`directory/trials.py`).
    """

    only = models.BooleanField(default=True, unique=True, editable=False)
    stamp = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind, as in “City of …”"), max_length=80, default="Stadt")
    land = models.CharField(_("Land"), max_length=2, choices=Land)
    website = models.URLField(_("website"), blank=True)
    mail = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    accent = models.CharField(_("accent colour"), max_length=7, default="#14508c")
    logo = models.ForeignKey(
        "ground.StoredFile",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
    languages = models.JSONField(_("languages"), default=list)
    words = models.JSONField(_("words"), default=dict, blank=True)
    gender_form = models.CharField(
        _("gender form"), max_length=10, choices=GenderForm, default=GenderForm.COLON
    )
    imprint = models.TextField(_("imprint"), blank=True)
    responsible = models.TextField(_("responsible for the content"), blank=True)
    accessibility_contact = models.TextField(_("contact for accessibility"), blank=True)
    enforcement_body = models.TextField(_("enforcement body for accessibility"), blank=True)
    trial = models.BooleanField(_("trial operation"), default=False)
    trial_addresses = EncryptedJSONField(_("goes out on trial"), default=list, blank=True)

    class Meta:
        verbose_name = _("municipality")
        constraints = [
            models.CheckConstraint(condition=models.Q(only=True), name="municipality_only_one"),
            models.CheckConstraint(
                condition=models.Q(accent__regex=r"^#[0-9a-f]{6}$"), name="municipality_accent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}".strip()
