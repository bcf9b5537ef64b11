"""Servers on loopback that take what the outbox hands over, and say no when they are told to."""

import email
import email.policy
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller


class MailServer:
    """A real SMTP server. `taken` holds every mail; `answers` are given first, one a mail."""

    def __init__(self, port):
        self.taken, self.answers, self.connections = [], [], 0
        self._controller = Controller(
            self, hostname="127.0.0.1", port=port, server_hostname="localhost"
        )
        self.url = f"smtp://127.0.0.1:{port}"

    def __enter__(self):
        self._controller.start()
        return self

    def __exit__(self, *details):
        self._controller.stop()

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.answers and self.answers[0].startswith("rcpt "):
            return self.answers.pop(0).removeprefix("rcpt ")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.taken.append(envelope.content)
        return answer

    @property
    def mails(self):
        return [email.message_from_bytes(raw, policy=email.policy.default) for raw in self.taken]


class Gateway:
    """An HTTP gateway for text messages. `answers` are status codes, given first."""

    def __init__(self, port):
        self.taken, self.keys, self.logins, self.answers = [], [], [], []
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self.url = f"http://user:geheim@127.0.0.1:{port}/send?from=stadt"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *details):
        self._server.shutdown()
        self._server.server_close()

    def _handler(gateway):  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                gateway.taken.append((self.path, json.loads(body)))
                gateway.keys.append(self.headers["Idempotency-Key"])
                gateway.logins.append(self.headers["Authorization"])
                status = gateway.answers.pop(0) if gateway.answers else 200
                self.send_response(status)
                self.end_headers()
                self.wfile.write(b"said the gateway")

            def log_message(self, *details):
                pass

        return Handler
