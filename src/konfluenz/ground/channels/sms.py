"""Text messages through an HTTP gateway."""

import base64
import http.client
import json
from urllib.parse import unquote, urlsplit

from django.conf import settings

from konfluenz.ground.channels.outcomes import Deferred, Down, Refused
from konfluenz.ground.channels.senders import Sender
from konfluenz.ground.models.outbox import Message

TIMEOUT = 20
"""Seconds that the gateway has to answer."""

LATER = {408, 425, 429}


class TextSender(Sender):
    """Posts ``{"to", "text", "id"}`` to ``settings.SMS_URL``; `id` is the same for every retry.

    It stands in the header "Idempotency-Key" as well. A user and password in the address are
    sent as basic authentication. Redirects are not followed.
    """

    def hand_over(self, message: Message) -> None:
        """Return once the gateway has taken `message`; raises Refused, Deferred or Down."""
        key = str(message.public_id)
        body = json.dumps({"to": message.address, "text": message.text.strip(), "id": key})
        try:
            status, said = _post(settings.SMS_URL, body, key)
        except (OSError, http.client.HTTPException) as error:
            raise Down(str(error) or type(error).__name__) from error
        if 200 <= status < 300:
            return
        if status in LATER or status >= 500:
            raise Deferred(f"{status} {said}")
        raise Refused(f"{status} {said}")


def _post(url: str, body: str, key: str) -> tuple[int, str]:
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        if parts.username:
            pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
            headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
        connection.request("POST", path, body.encode(), headers)
        answer = connection.getresponse()
        return answer.status, answer.read(1000).decode(errors="replace").strip()
    finally:
        connection.close()
