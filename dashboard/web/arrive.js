// Who comes to another page by a link begins at what it says: the link that was pressed is gone, and nothing else says
// that the page is another. The framework's way past the menus leads there too.
(() => {
  "use strict";
  const begin = () => document.getElementById("content")?.focus({ preventScroll: true });
  let page = location.pathname;

  function arrive() {
    if (location.pathname === page) return;
    page = location.pathname;
    begin();
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.('[data-testid="stSkipToContent"]')) return;
    event.preventDefault();
    event.stopPropagation();
    begin();
  }, { capture: true });
  new MutationObserver(arrive).observe(document.documentElement, { childList: true, subtree: true });
})();
