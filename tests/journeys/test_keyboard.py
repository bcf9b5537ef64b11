"""With the keyboard alone from the start page to the feedback form of a guide, seeing the focus."""

import pytest

REMEMBER = """() => {
  const look = element => {
    const style = getComputedStyle(element);
    return [style.outline, style.backgroundColor, style.boxShadow, style.borderColor].join();
  };
  window.look = look;
  window.unfocused = new Map(
    [...document.querySelectorAll("*")].map(element => [element, look(element)]));
}"""
FOCUS = """async () => {
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  const element = document.activeElement;
  const box = element.getClientRects()[0] || element.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    what: element.outerHTML.slice(0, 200),
    lost: element === document.body,
    seen: window.look(element) !== window.unfocused.get(element),
    free: element.contains(top) || !!top && top.contains(element),
  };
}"""
MANY = 200
"""More stops than any page has."""


class Keyboard:
    """Tab and Enter on a page; at each stop the focus must be there, seen and uncovered."""

    def __init__(self, page):
        self.page = page

    def arrive(self):
        """Note how everything looks without the focus."""
        self.page.wait_for_load_state()
        self.page.evaluate(REMEMBER)

    def stop(self):
        """Go one on; return what has the focus then."""
        self.page.keyboard.press("Tab")
        found = self.page.evaluate(FOCUS)
        assert found["lost"] or (found["seen"] and found["free"]), (self.page.url, found)
        return found

    def to(self, selector):
        """Go on until what `selector` names has the focus; the end of the page is no way there."""
        for _ in range(MANY):
            assert not self.stop()["lost"], (self.page.url, selector)
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
        pytest.fail(f"{selector} on {self.page.url} cannot be reached.")

    def enter(self, selector, leads_to):
        """Go to what `selector` names, press Enter, and be on a page whose address ends so."""
        self.to(selector)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"**{leads_to}")
        self.arrive()

    def to_the_end(self):
        """Go through the whole page; return how many stops it has. Nothing holds the focus."""
        stops = [self.stop()["what"]]
        while not (found := self.stop())["lost"] and len(stops) < MANY:
            assert found["what"] != stops[-1], (self.page.url, found)
            stops.append(found["what"])
        assert len(stops) < MANY
        return len(stops)


def test_from_the_start_to_the_feedback_form_of_a_guide(open_page):
    page = open_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto("/de/")
    keys = Keyboard(page)
    keys.arrive()
    keys.to(".p-tongues summary")
    page.keyboard.press("Enter")
    keys.enter(".p-tongues a[hreflang=en]", "/en/")
    keys.to(".k-skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhalt"
    keys.to("main [type=search]")
    page.keyboard.type("integration corse")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/suche/?q=integration+corse")
    keys.arrive()
    keys.to("main a[href$='/integrationskurs/']")
    page.go_back()
    keys.arrive()
    keys.enter("a.p-tile[href$='/deutsch-lernen/']", "/en/themen/deutsch-lernen/")
    keys.enter("main a[href$='/ratgeber/deutsch-lernen/']", "/en/ratgeber/deutsch-lernen/")
    assert keys.to_the_end() > 20
    keys.enter(".p-end a[href*='/rueckmeldung/']", "/en/rueckmeldung/?zu=**")
    for field in ("#message", "#mail", "main form button[type=submit]"):
        keys.to(field)
