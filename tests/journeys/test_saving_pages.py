"""J1 in part: on a phone, in Arabic: pages stay readable without a connection, and weigh little."""

from urllib.parse import urlsplit

PHONE = {"width": 360, "height": 780}
GUIDE = "/ar/ratgeber/deutsch-lernen/"
NEXT = "/ar/ratgeber/deutsch-lernen/integrationskurs/"
FIRST_BYTES, NEXT_BYTES = 60_000, 15_000
KEPT = """path => new Promise((done) => {
  const look = async () => await caches.match(path) ? done(true) : setTimeout(look, 50);
  look();
})"""


def test_a_text_page_weighs_little_asks_nobody_else_and_leaves_no_cookie(open_page, city):
    phone = open_page(viewport=PHONE, locale="ar", service_workers="block")
    loaded = []
    phone.on("requestfinished", lambda request: loaded.append(request))
    weights = []
    for path in (GUIDE, NEXT):
        loaded.clear()
        phone.goto(path, wait_until="networkidle")
        weights.append(sum(_bytes(request) for request in loaded))
        assert {urlsplit(request.url).netloc for request in loaded} == {urlsplit(city.url).netloc}
    assert weights[0] <= FIRST_BYTES, weights
    assert weights[1] <= NEXT_BYTES, weights
    assert phone.context.cookies() == []


def test_what_was_read_and_starred_is_there_without_a_connection(open_page, fits, allowed_errors):
    allowed_errors.append("Failed to load resource")
    phone = open_page(viewport=PHONE, locale="ar")
    phone.goto("/ar/")
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.goto(GUIDE)
    assert phone.evaluate("navigator.serviceWorker.controller !== null")
    phone.locator("[data-do=star]").click()
    phone.locator("[data-do=star][aria-pressed=true]").wait_for()
    phone.goto("/ar/erste-schritte/")
    phone.locator("[data-step]").first.check()
    fits(phone)
    phone.goto("/ar/angebote/?thema=deutsch-lernen")
    for path in (GUIDE, "/ar/erste-schritte/", "/ar/offline/", "/ar/merkliste/"):
        assert phone.evaluate(KEPT, path)
    assert not phone.evaluate("caches.match('/ar/angebote/?thema=deutsch-lernen').then(Boolean)")
    phone.context.set_offline(True)
    phone.goto("/ar/merkliste/")
    phone.locator("[data-stars] a").click()
    assert phone.url.endswith(GUIDE)
    assert phone.locator("h1").inner_text()
    assert phone.locator("[data-copy]").is_visible()
    assert phone.locator("[data-saved]").count() == 0
    phone.goto("/ar/erste-schritte/")
    assert phone.locator("[data-step]").first.is_checked()
    phone.goto("/ar/impressum/")
    assert phone.locator("main a[href='/ar/merkliste/']").is_visible()
    phone.context.set_offline(False)
    phone.goto("/ar/merkliste/")
    phone.locator("[data-do=forget]").click()
    phone.locator("[data-none]").wait_for()
    assert phone.evaluate("caches.keys()") == []
    assert phone.evaluate("Object.keys(localStorage)") == ["konfluenz-off"]


def _bytes(request):
    """Return what went over the line; what lay in the browser's own store did not."""
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]
