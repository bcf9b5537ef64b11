/**
 * Keeps public pages on the reader's device: the last 30 visited and the starred ones.
 *
 * A page comes from the network; without one, or when it takes longer than 3 s, its copy is
 * shown and says so. Files with a fingerprint in their name never change: those come from the
 * device first. Never kept: what the server does not let be kept (forms, own pages), the
 * office, the login, addresses with a question.
 */
"use strict";

const PAGES = "konfluenz-pages", KEPT = "konfluenz-kept", FILES = "konfluenz-files";
const MOST_PAGES = 30, MOST_FILES = 80, LARGEST = 1_000_000, PATIENCE = 3000;
const ROOT = new URL(registration.scope).pathname;
const IN_LANGUAGE = /^([a-z]{2}(?:-simple)?)\//;
const NEVER = /^[a-z]{2}(-simple)?\/(mein-bereich|rueckmeldung|hilfreich|fragen|suche|e)\//;
const FINGERPRINT = /\.[0-9a-f]{12}\.\w+$/;
const IGNORE = { ignoreVary: true };

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.search) return;
  const rest = url.pathname.slice(ROOT.length);
  if (request.mode === "navigate") {
    if (IN_LANGUAGE.test(rest) && !NEVER.test(rest)) event.respondWith(page(event, url.pathname, rest.match(IN_LANGUAGE)[1]));
  } else if (["style", "script", "font", "image"].includes(request.destination)) {
    event.respondWith(FINGERPRINT.test(url.pathname) ? known(event) : fresh(event));
  }
});

/** A page: the network, else its copy, else the page that says there is no connection. */
async function page(event, path, language) {
  const network = fetch(event.request);
  event.waitUntil(network.then((answer) => keepPage(path, language, answer.clone())).catch(() => {}));
  const saved = await caches.match(path, IGNORE);
  if (!saved) return network.catch(() => withoutConnection(language));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const first = await Promise.race([network.catch(() => null), late]);
  return first || copy(saved, language);
}

async function withoutConnection(language) {
  return await caches.match(`${ROOT}${language}/offline/`, IGNORE) || Response.error();
}

/** The copy, with the note that it is one and when it was saved. */
async function copy(saved, language) {
  const day = new Date(saved.headers.get("date") || Date.now()).toLocaleString(language.slice(0, 2), { dateStyle: "medium", timeStyle: "short" });
  const text = (await saved.text()).replace(" data-copy hidden", " data-copy").replace("<bdi data-saved></bdi>", `<bdi>${day}</bdi>`);
  return new Response(text, { status: 200, headers: saved.headers });
}

async function keepPage(path, language, answer) {
  if (!mayKeep(answer) || !(answer.headers.get("content-type") || "").startsWith("text/html")) {
    if (answer.status === 404 || answer.status === 410) await forget(path);
    return;
  }
  const body = await answer.blob();
  if (body.size > LARGEST) return;
  const starred = await caches.open(KEPT), pages = await caches.open(PAGES);
  const made = () => new Response(body, { status: 200, headers: answer.headers });
  if (await starred.match(path, IGNORE)) await starred.put(path, made());
  await pages.delete(path);
  await pages.put(path, made());
  await trim(pages, MOST_PAGES);
  for (const name of ["offline", "merkliste"]) {
    const own = `${ROOT}${language}/${name}/`;
    if (!(await starred.match(own, IGNORE))) await starred.add(own).catch(() => {});
  }
}

async function forget(path) {
  for (const name of [PAGES, KEPT]) await (await caches.open(name)).delete(path);
}

async function known(event) {
  return await caches.match(event.request, IGNORE) || fresh(event);
}

async function fresh(event) {
  const network = fetch(event.request);
  event.waitUntil(network.then((answer) => keepFile(event.request, answer.clone())).catch(() => {}));
  return network.catch(async () => await caches.match(event.request, IGNORE) || Response.error());
}

async function keepFile(request, answer) {
  if (!mayKeep(answer)) return;
  const body = await answer.blob();
  if (body.size > LARGEST) return;
  const files = await caches.open(FILES);
  await files.delete(request, IGNORE);
  await files.put(request, new Response(body, { status: 200, headers: answer.headers }));
  await trim(files, MOST_FILES);
}

function mayKeep(answer) {
  const said = answer.headers.get("cache-control") || "";
  return answer.status === 200 && answer.type === "basic" && !answer.redirected && !/no-store|private/.test(said)
    && !/cookie/i.test(answer.headers.get("vary") || "");
}

async function trim(cache, most) {
  const keys = await cache.keys();
  for (const key of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(key);
}
