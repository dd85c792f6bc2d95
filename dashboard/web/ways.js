// A link in what a page says itself opens the other page where the reader is: in the same tab and the same session,
// with the back button leading here again. The framework does so only for links of its own making.
(() => {
  "use strict";
  // The reader's own wish for another tab or window is left alone; `_self` asks for a page that is not the framework's.
  function isWay(link, event) {
    const wished = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    return !wished && link.origin === location.origin && link.target !== "_self" && !link.hasAttribute("download");
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('[data-testid="stMarkdownContainer"] a[href], [data-testid="stHtml"] a[href]');
    if (event.defaultPrevented || !link || !isWay(link, event)) return;
    event.preventDefault();
    if (link.href === location.href) return;
    history.pushState(null, "", link.href);
    // To the framework this is what its back button is: another address to show.
    window.dispatchEvent(new PopStateEvent("popstate"));
  });
})();
