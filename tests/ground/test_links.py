"""Signed links: one purpose, for a while."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from konfluenz.ground import links


def test_a_signed_link_carries_its_payload_for_its_purpose_and_time():
    token = links.signed("confirm", {"id": 7}, max_age=60)
    assert links.read("confirm", token) == {"id": 7}
    for purpose, text in [("other", token), ("confirm", token[:-2]), ("confirm", "")]:
        with pytest.raises(links.LinkRefused):
            links.read(purpose, text)
    later = timezone.now() + timedelta(seconds=62)
    with time_machine.travel(later), pytest.raises(links.LinkRefused):
        links.read("confirm", token)


def test_a_purpose_that_nobody_named_has_no_address():
    with pytest.raises(links.UnknownPurpose):
        links.address("nowhere", 1)
