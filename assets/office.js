/**
 * What the office does beyond HTML. Every page works without it.
 *
 * /            go to the search box            ?   show the keyboard shortcuts
 * Escape       close menus                     form[data-draft]   keep what is being typed
 * [data-pick-all]   select every row of a list
 */

/** @param {EventTarget | null} target */
const isTyping = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Close every open drop-down but the one that holds `keep`. @param {Node | null} keep */
const closeDrops = (keep) => {
  document.querySelectorAll("details.o-drop[open]").forEach((drop) => {
    if (!keep || !drop.contains(keep)) drop.removeAttribute("open");
  });
};

/** @returns {boolean} whether the dialog could be shown */
const showShortcuts = () => {
  const dialog = document.getElementById("shortcuts");
  if (!(dialog instanceof HTMLDialogElement)) return false;
  if (!dialog.open) dialog.showModal();
  return true;
};

/** @param {KeyboardEvent} event */
const onKey = (event) => {
  if (event.key === "Escape") closeDrops(null);
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("search")?.focus();
  } else if (event.key === "?") {
    showShortcuts();
  }
};

/** Send what has been typed after two quiet seconds. @param {HTMLFormElement} form */
const keepDraft = (form) => {
  const state = form.querySelector("[data-draft-state]");
  /** @type {number | undefined} */
  let timer;
  let sent = false;
  const send = async () => {
    const body = new FormData(form);
    body.set("do", "draft");
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    try {
      const answer = await fetch(form.dataset.draft ?? "", { method: "POST", body });
      if (state && answer.ok && !sent) state.textContent = await answer.text();
    } catch { /* offline: the next pause tries again */ }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(send, 2000);
  });
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(timer);
  });
};

/** @param {HTMLInputElement} all */
const pickAll = (all) => {
  all.hidden = false;
  all.addEventListener("change", () => {
    /** @type {NodeListOf<HTMLInputElement>} */
    const rows = document.querySelectorAll("input[name=row]");
    rows.forEach((row) => { row.checked = all.checked; });
  });
};

/** Filters stand open where there is room; on a phone they fold unless one is set. @param {Element} more */
const foldFilters = (more) => {
  if (matchMedia("(max-width: 44rem)").matches && !("set" in /** @type {HTMLElement} */ (more).dataset)) {
    more.removeAttribute("open");
  }
};

document.addEventListener("keydown", onKey);
document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  closeDrops(target);
  if (target?.closest("[data-shortcuts]") && showShortcuts()) event.preventDefault();
  if (target?.closest("[data-close-dialog]")) target.closest("dialog")?.close();
});
document.querySelectorAll("form[data-draft]").forEach((form) => {
  if (form instanceof HTMLFormElement) keepDraft(form);
});
document.querySelectorAll(".o-filters__more").forEach(foldFilters);
document.querySelectorAll("[data-pick-all]").forEach((box) => {
  if (box instanceof HTMLInputElement) pickAll(box);
});
/* On a phone the tabs are wider than the screen: the open one shall be seen. */
document.querySelector(".o-tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
/* A page that answers with something to mend puts the reader there. */
document.querySelector("[data-focus]")?.focus();
