"""Turns HTML into a tagged PDF: ``python -m konfluenz.ground.press`` in a process of its own.

The engine takes a second to load and 100 MB: no web process carries that. It reads HTML from its
input and writes the PDF to its output. Pictures and fonts come from the folders it is given, and
from nowhere else; what is missing there is left out.
"""

import resource
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint import HTML, URLFetcher
from weasyprint.urls import URLFetcherResponse

VARIANT = "pdf/ua-1"
CPU_SECONDS = 40
MEMORY = 2 << 30


class Folders(URLFetcher):
    """Opens files below `allowed`, nothing else."""

    def __init__(self, allowed: list[Path]) -> None:
        super().__init__(allowed_protocols=["file"], allow_redirects=False)
        self.allowed = [folder.resolve() for folder in allowed]

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the file behind `url`; raises ValueError for one outside."""
        parts = urlsplit(url)
        path = Path(unquote(parts.path)).resolve()
        if parts.scheme != "file" or not any(path.is_relative_to(one) for one in self.allowed):
            raise ValueError(f"Not one of our files: {url}")
        return super().fetch(url, headers)


def main(folders: list[str]) -> None:
    """Press what comes in; the limits keep one page from taking the machine."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    page = HTML(string=sys.stdin.read(), url_fetcher=Folders([Path(one) for one in folders]))
    page.write_pdf(sys.stdout.buffer, pdf_variant=VARIANT, pdf_tags=True)


if __name__ == "__main__":
    main(sys.argv[1:])
