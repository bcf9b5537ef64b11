/**
 * Light or dark. Without a choice the reader's system decides; a choice is kept on this
 * device and sent nowhere. Runs in the head, so that no page flashes in the wrong colours.
 */
(() => {
  const KEY = "konfluenz-theme";
  const root = document.documentElement;

  /** @returns {string | null} "light", "dark" or nothing chosen */
  const chosen = () => {
    try { return localStorage.getItem(KEY); } catch { return null; }
  };

  /** @param {string} theme */
  const keep = (theme) => {
    try { localStorage.setItem(KEY, theme); } catch { /* private mode: the choice lasts a page */ }
  };

  const isDark = () =>
    (root.dataset.kernTheme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

  /** @param {HTMLButtonElement} button */
  const show = (button) => {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(isDark()));
  };

  const theme = chosen();
  if (theme === "light" || theme === "dark") root.dataset.kernTheme = theme;

  document.addEventListener("DOMContentLoaded", () => {
    /** @type {NodeListOf<HTMLButtonElement>} */
    const buttons = document.querySelectorAll("button[data-theme-switch]");
    buttons.forEach((button) => {
      show(button);
      button.addEventListener("click", () => {
        root.dataset.kernTheme = isDark() ? "light" : "dark";
        keep(root.dataset.kernTheme);
        buttons.forEach(show);
      });
    });
  });
})();
