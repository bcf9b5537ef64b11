"""Organisations whose opportunities are published without waiting for release."""

from django.db import models, transaction
from django.utils import timezone

from konfluenz.directory.models import Organization
from konfluenz.ground import audit
from konfluenz.volunteering.models import TrustedOrganization


@transaction.atomic
def trust(organization: Organization, *, by: models.Model | None) -> None:
    """Publish from now on at once what `organization` sends in."""
    day = timezone.localdate()
    _row, is_new = TrustedOrganization.objects.get_or_create(
        organization=organization, defaults={"since": day}
    )
    if is_new:
        audit.record("organization.trusted", about=organization, by=by)


@transaction.atomic
def distrust(organization: Organization, *, by: models.Model | None) -> None:
    """Look again at what `organization` sends in before it is published."""
    gone, _rows = TrustedOrganization.objects.filter(organization=organization).delete()
    if gone:
        audit.record("organization.distrusted", about=organization, by=by)


def is_trusted(organization: Organization) -> bool:
    """Return whether what `organization` sends in is published at once."""
    return TrustedOrganization.objects.filter(organization=organization).exists()
