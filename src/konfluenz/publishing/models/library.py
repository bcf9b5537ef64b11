"""The library of pictures and files. Own tables from the first migration."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from konfluenz.ground import personal_data
from konfluenz.ground.personal_data import Basis, Retention, Use

INFORM_THE_PUBLIC = Use(
    purpose=gettext_noop("Pictures and files of the public pages, with their authors named"),
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start=gettext_noop("page withdrawn"), days=365),
)


@personal_data.declare(
    subject=None,
    holds={"title file description credit file_hash": INFORM_THE_PUBLIC},
    free="collection width height created_at focal_point_x focal_point_y focal_point_width"
    " focal_point_height file_size uploaded_by_user tags",
)
class Picture(AbstractImage):
    """A picture of the portal."""

    credit = models.CharField(_("Who made it"), max_length=200, blank=True)
    admin_form_fields: tuple[Any, ...] = (*Image.admin_form_fields, "credit")


@personal_data.declare(
    subject=None,
    holds={"file": INFORM_THE_PUBLIC},
    free="image filter_spec width height focal_point_key",
)
class Rendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


@personal_data.declare(
    subject=None,
    holds={"title file file_hash": INFORM_THE_PUBLIC},
    free="collection created_at file_size uploaded_by_user tags",
)
class Attachment(AbstractDocument):
    """A file of the portal that readers download."""

    admin_form_fields = Document.admin_form_fields
