"""A small council's system of our own making, as OParl 1.1 gives it, and a server for it."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedReader, BytesIO

from konfluenz.council.oparl.sources import Dump
from konfluenz.council.oparl.taking import Taking

BASE = "https://ris.demo.example/oparl"
TYPE = "https://schema.oparl.org/1.1/"


def uid(kind, number):
    return f"{BASE}/{kind}/{number}"


def organization(number, name, **more):
    return {"id": uid("gr", number), "type": f"{TYPE}Organization", "name": name} | more


def item(number, **more):
    given = {"id": uid("top", number), "type": f"{TYPE}AgendaItem", "number": f"Ö {number}"}
    return given | {"order": number, "name": f"Punkt {number}", "public": True} | more


def meeting(number, *items, body=1, **more):
    given = {"id": uid("si", number), "type": f"{TYPE}Meeting", "name": f"{number}. Sitzung"}
    given |= {"start": "2024-03-13T17:00:00+01:00", "organization": [uid("gr", body)]}
    return given | {"agendaItem": list(items)} | more


def consultation(number, meeting=1, item=1, body=1, **more):
    given = {"id": uid("be", number), "type": f"{TYPE}Consultation", "role": "Entscheidung"}
    given |= {"meeting": uid("si", meeting), "agendaItem": uid("top", item)}
    return given | {"organization": [uid("gr", body)]} | more


def file(number, **more):
    given = {"id": uid("da", number), "type": f"{TYPE}File", "mimeType": "application/pdf"}
    return given | {"name": f"Anlage {number}", "accessUrl": f"{BASE}/{number}.pdf"} | more


def paper(number, *stations, **more):
    given = {"id": uid("vo", number), "type": f"{TYPE}Paper", "name": f"Demo-Vorlage {number}"}
    given |= {"reference": f"BV/{number:04}/2024", "paperType": "Beschlussvorlage"}
    return given | {"date": "2024-02-23", "consultation": list(stations)} | more


def dump(*objects):
    """Return these objects as a file with one in each line."""
    data = b"".join(json.dumps(one).encode() + b"\n" for one in objects)
    return written(data)


def written(data):
    """Return a dump of one file with these bytes."""
    return Dump([lambda: BufferedReader(BytesIO(data))])


def take(*objects, **more):
    """Take these objects; return the reading with its counts and findings."""
    taking = Taking(dump(*objects), **more)
    taking.run()
    return taking


def counts(taking):
    return (taking.new, taking.changed, taking.unchanged, taking.refused)


@contextmanager
def served(pages):
    """Serve `pages` (path → object, bytes or a status) on this machine; give address and log."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            page = pages.get(self.path.partition("?")[0], 404)
            status = page if isinstance(page, int) else 200
            body = page if isinstance(page, bytes) else b""
            if status == 200 and not isinstance(page, bytes):
                body = json.dumps(page(self.path) if callable(page) else page).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
