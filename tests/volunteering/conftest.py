"""What the tests of this room share."""

import pytest
from tests.volunteering import addresses


@pytest.fixture
def mail_links(settings):
    """Let mails be written before the faces are there that their links lead to."""
    settings.ROOT_URLCONF = "tests.volunteering.addresses"
    settings.BASE_URL = "https://stadt.example.org"
    settings.LINKS = {**settings.LINKS, **addresses.LINKS}
