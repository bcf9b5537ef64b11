/** What the public pages can do more when scripts run. Nothing is sent; all works without. */
(() => {
  "use strict";
  const worker = document.currentScript.dataset.worker;
  const page = document.documentElement;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const STARS = "konfluenz-stars", STEPS = "konfluenz-steps", OFF = "konfluenz-off";
  const KEPT = "konfluenz-kept";

  const read = (name) => { try { return JSON.parse(localStorage.getItem(name)) || {}; } catch { return {}; } };
  const write = (name, value) => { try { localStorage.setItem(name, JSON.stringify(value)); return true; } catch { return false; } };

  /** Tools at the foot of a page: each shows itself only where the browser can do it. */
  const tools = {
    print: { can: () => "print" in window, act: () => print() },
    share: {
      can: () => "share" in navigator,
      act: () => navigator.share({ title: document.title, url: location.href }).catch(() => {}),
    },
    star: {
      can: () => write(STARS, read(STARS)),
      pressed: () => location.pathname in read(STARS),
      act: async () => {
        const stars = read(STARS), here = location.pathname;
        if (here in stars) delete stars[here];
        else stars[here] = { name: document.querySelector("h1").textContent.trim(), lang: page.lang, dir: page.dir };
        write(STARS, stars);
        if (!worker || !("caches" in window)) return;
        const kept = await caches.open(KEPT);
        await (here in stars ? kept.add(here) : kept.delete(here)).catch?.(() => {});
      },
    },
    speak: {
      can: () => voice() !== undefined,
      pressed: () => speechSynthesis.speaking,
      act: () => {
        if (speechSynthesis.speaking) return speechSynthesis.cancel();
        const heard = document.querySelector("article, main").cloneNode(true);
        heard.querySelectorAll(".k-no-print, .p-print-only, nav").forEach((part) => part.remove());
        heard.querySelectorAll("h1, h2, h3, p, li, dt, dd, tr").forEach((part) => part.append(". "));
        const said = new SpeechSynthesisUtterance(heard.textContent.replace(/\s+/g, " ").replace(/([.!?:])(\s*\.)+/g, "$1"));
        said.voice = voice();
        said.lang = said.voice.lang;
        said.onend = show;
        speechSynthesis.speak(said);
      },
    },
  };
  const voice = () => window.speechSynthesis?.getVoices().find((one) => one.lang.slice(0, 2) === page.lang.slice(0, 2));

  const show = () => all("[data-do]").forEach((button) => {
    const tool = tools[button.dataset.do];
    button.hidden = !tool?.can();
    if (tool?.pressed) button.setAttribute("aria-pressed", tool.pressed());
  });
  all("[data-do]").forEach((button) => button.addEventListener("click", async () => {
    await tools[button.dataset.do]?.act();
    show();
  }));
  tools.forget = {
    can: () => true,
    act: async () => {
      [STARS, STEPS].forEach((name) => localStorage.removeItem(name));
      write(OFF, { off: true });
      for (const name of await caches?.keys() ?? []) if (name.startsWith("konfluenz-")) await caches.delete(name);
      (await navigator.serviceWorker?.getRegistration())?.unregister();
      list();
    },
  };

  /** The checklist: ticks stay on the device. */
  const ticks = () => {
    const done = read(STEPS);
    all("[data-step]").forEach((box) => {
      box.checked = box.dataset.step in done;
      box.addEventListener("change", () => {
        const now = read(STEPS);
        if (box.checked) now[box.dataset.step] = 1; else delete now[box.dataset.step];
        write(STEPS, now);
      });
    });
  };

  /** The list of starred pages. */
  const list = () => {
    const place = document.querySelector("[data-stars]");
    if (!place) return;
    const stars = Object.entries(read(STARS));
    place.replaceChildren(...stars.map(([path, star]) => {
      const row = document.createElement("li"), link = document.createElement("a");
      Object.assign(link, { href: path, textContent: star.name, lang: star.lang, dir: star.dir, className: "k-link" });
      row.append(link);
      return row;
    }));
    all("[data-none]").forEach((note) => { note.hidden = stars.length > 0; });
  };

  addEventListener("beforeprint", () => all("[data-printed]").forEach((place) => {
    place.textContent = new Date().toLocaleDateString(page.lang.slice(0, 2));
  }));
  if (window.speechSynthesis) speechSynthesis.onvoiceschanged = show;
  addEventListener("pagehide", () => window.speechSynthesis?.cancel());
  show();
  ticks();
  list();
  if (worker && !read(OFF).off) navigator.serviceWorker?.register(worker).catch(() => {});
})();
