"""A server on loopback that speaks as DeepL and LibreTranslate do, and fails when it is told to."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Translator:
    """Answers "[uk] text". `asked` holds (path, body, authorization); `answers` are given first.

    An answer is a status, or (status, body); "hang" closes the line without a word.
    """

    def __init__(self):
        self.asked, self.answers = [], []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        run = {"poll_interval": 0.01}
        threading.Thread(target=self._server.serve_forever, kwargs=run, daemon=True).start()
        return self

    def __exit__(self, *details):
        self._server.shutdown()
        self._server.server_close()

    def say(self, path, body):
        if path == "/v2/translate":
            code = body["target_lang"].lower()
            return {"translations": [{"text": f"[{code}] {text}"} for text in body["text"]]}
        return {"translatedText": [f"[{body['target']}] {text}" for text in body["q"]]}

    def _handler(translator):  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                translator.asked.append((self.path, body, self.headers["Authorization"]))
                answer = translator.answers.pop(0) if translator.answers else 200
                if answer == "hang":
                    return
                status, said = answer if isinstance(answer, tuple) else (answer, None)
                said = json.dumps(translator.say(self.path, body)) if said is None else said
                self.send_response(status)
                self.send_header("Location", translator.url)
                self.send_header("Content-Length", str(len(said.encode())))
                self.end_headers()
                self.wfile.write(said.encode())

            def log_message(self, *details):
                pass

        return Handler
