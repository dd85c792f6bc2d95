// What a button of the menu or the head opens stands right after it. One is open at a time; it closes when the reader
// does something else, and Escape leads back to its button.
(() => {
  "use strict";
  const BUTTONS = ":is(.menu, .turning) [aria-expanded]";
  const OPEN = ':is(.menu, .turning) [aria-expanded="true"]';

  function closeAll(except) {
    for (const button of document.querySelectorAll(OPEN)) {
      if (button !== except && !button.nextElementSibling.contains(except)) button.ariaExpanded = "false";
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(BUTTONS) ?? null;
    closeAll(button ?? event.target.closest?.("form") ?? null);
    if (button) button.ariaExpanded = String(button.ariaExpanded === "false");
  }, { capture: true });

  document.addEventListener("keydown", (event) => {
    const button = event.key === "Escape" && [...document.querySelectorAll(OPEN)].at(-1);
    if (!button) return;
    button.ariaExpanded = "false";
    button.focus();
  });

  document.addEventListener("focusin", (event) => closeAll(event.target));
  document.addEventListener("submit", () => closeAll(null), { capture: true });
})();
