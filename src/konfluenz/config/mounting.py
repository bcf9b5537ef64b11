"""The program below a path of the city's own site, such as https://stadt.example/integration/."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Mounted:
    """Take the path from the front of each address, whether or not the web server has left it."""

    def __init__(self, application: "WSGIApplication", path: str) -> None:
        self._application = application
        self._path = path

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer as if the program had the whole site."""
        asked = environ["PATH_INFO"]
        if asked == self._path or asked.startswith(f"{self._path}/"):
            environ["PATH_INFO"] = asked[len(self._path) :] or "/"
        environ["SCRIPT_NAME"] = self._path
        return self._application(environ, start_response)


def mounted(application: "WSGIApplication", path: str) -> "WSGIApplication":
    """Return `application` below `path`; below "" it is what it was."""
    return Mounted(application, path) if path else application
