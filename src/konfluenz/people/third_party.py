"""What tables of Django and allauth hold about people, declared here because they cannot say it."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from konfluenz.ground import personal_data
from konfluenz.people.models.uses import LOG_IN

personal_data.declare(
    subject="user__person", holds={"email": LOG_IN}, free="user verified primary"
)(EmailAddress)

personal_data.declare(
    subject="user__person",
    holds={"data": LOG_IN, "created_at last_used_at": LOG_IN},
    free="user type",
)(Authenticator)
