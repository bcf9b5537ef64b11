"""Addresses of the outbox."""

from django.urls import path

from konfluenz.office.ground import messages

ONE = "postausgang/<uuid:public_id>/"

urls = [
    path("postausgang/", messages.list_messages, name="outbox"),
    path(ONE, messages.message, name="message"),
    path(f"{ONE}noch-einmal/", messages.retry, name="message-retry"),
    path(f"{ONE}freigeben/", messages.release, name="message-release"),
    path(f"{ONE}nicht-senden/", messages.drop, name="message-drop"),
    path(f"{ONE}behalten/", messages.keep, name="message-keep"),
    path(f"{ONE}erledigt/", messages.done, name="message-done"),
    path(f"{ONE}brief/", messages.letter, name="message-letter"),
]
