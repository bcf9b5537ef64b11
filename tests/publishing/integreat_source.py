"""A small invented region as Integreat's API gives it, and what one sees of HTML."""

import json
import re

from bs4 import BeautifulSoup

UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]+")


def letters(text):
    return UNSEEN.sub("", text)


def shown(html):
    """Return the letters that a browser shows of `html`, with the words for its pictures."""
    soup = BeautifulSoup(html, "html.parser")
    for silent in soup.find_all(["script", "style"]):
        silent.decompose()
    for picture in soup.find_all("img"):
        picture.replace_with(picture.get("alt") or "")
    return letters(soup.get_text())


def page(path, title, content="<p>Text</p>", *, parent="", order=0, **languages):
    """Return one page of the API; `languages` are paths by code."""
    return {
        "id": 1,
        "url": f"https://admin.integreat-app.de{path}",
        "path": path,
        "title": title,
        "content": content,
        "excerpt": "",
        "parent": {"id": 0, "url": None, "path": parent or None},
        "order": order,
        "available_languages": {
            code: {"id": 2, "url": "", "path": there} for code, there in languages.items()
        },
    }


OFFICE = (
    "<div><h2>Öffnungszeiten</h2><p><strong>Montag</strong><br>8&nbsp;Uhr</p><hr>"
    '<p><img style="width: 15px" src="https://admin.integreat-app.de/static/svg/www.svg">'
    ' <a href="https://integreat.app/Demo-Kreis/de/willkommen/%C3%A4mter/">Ämter</a></p>'
    "<ul><li>Pass</li><li>Foto<ol><li>neu</li></ol></li></ul></div>"
)
OFFICE_EN = (
    "<div><h3>Opening hours</h3><p><b>Monday</b><br>8 o'clock</p>"
    '<p><a href="/demo-kreis/en/welcome/offices/">Offices</a></p>'
    "<ul><li>Passport</li><li>Photo</li><li>new</li></ul></div>"
)


def german():
    return [
        page("/demo-kreis/de/willkommen/", "Willkommen", order=1, en="/demo-kreis/en/welcome/"),
        page(
            "/demo-kreis/de/willkommen/ämter/",
            "Ämter",
            OFFICE,
            parent="/demo-kreis/de/willkommen/",
            order=5,
            en="/demo-kreis/en/welcome/offices/",
            pl="/demo-kreis/pl/x/",
        ),
        page(
            "/demo-kreis/de/willkommen/anfahrt/",
            "Anfahrt",
            parent="/demo-kreis/de/willkommen/",
            order=3,
            en="/demo-kreis/en/welcome/way/",
        ),
    ]


def english():
    return [
        page("/demo-kreis/en/welcome/", "Welcome", "<p>Words</p>"),
        page("/demo-kreis/en/welcome/offices/", "Offices", OFFICE_EN),
        page("/demo-kreis/en/welcome/way/", "The way", "<p>Bus</p><h3>Train</h3>"),
        page("/demo-kreis/en/only/", "Only here"),
    ]


def write(folder, **languages):
    """Write pages by language as files into `folder`; return their names."""
    names = []
    for code, pages in languages.items():
        file = folder / f"pages.{code}.json"
        file.write_text(json.dumps(pages), encoding="utf-8")
        names.append(str(file))
    return names
