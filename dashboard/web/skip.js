// The first stop of the keyboard is a link that leads past the menus to what the page says. Who comes to another page by
// a link begins there too: the link that was pressed is gone, and nothing else says that the page is another.
(() => {
  "use strict";
  const TOLD = "data-taizhang-skip";
  const way = document.createElement("a");
  way.className = "skip";
  way.href = "#content";

  const begin = () => document.getElementById("content")?.focus({ preventScroll: true });
  let page = location.pathname;

  way.addEventListener("click", (event) => {
    event.preventDefault();
    begin();
  });

  function place() {
    if (location.pathname !== page) {
      page = location.pathname;
      begin();
    }
    const said = document.querySelector(`[${TOLD}]`)?.getAttribute(TOLD);
    if (!said) return;
    if (way.textContent !== said) way.textContent = said;
    if (!way.isConnected) document.body.prepend(way);
  }

  new MutationObserver(place).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: [TOLD],
  });
})();
