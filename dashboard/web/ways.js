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
    if (link.getAttribute("href").startsWith("#")) return document.getElementById(link.hash.slice(1))?.focus();
    if (link.href === location.href) return;
    history.pushState(null, "", link.href);
    // To the framework this is what its back button is: another address to show.
    window.dispatchEvent(new PopStateEvent("popstate"));
  });

  // In a table of links arrow keys go from one to the next in the row or the column, over cells that hold none.
  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  function beside(cell, [down, right]) {
    const rows = cell.closest("table").rows;
    let [row, column] = [cell.parentElement.rowIndex + down, cell.cellIndex + right];
    for (; rows[row]?.cells[column]; row += down, column += right) {
      const link = rows[row].cells[column].querySelector("a[href]");
      if (link) return link;
    }
    return null;
  }

  document.addEventListener("keydown", (event) => {
    const cell = STEPS[event.key] && event.target.closest?.('table[role="grid"] :is(th, td)');
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    beside(cell, STEPS[event.key])?.focus();
  });

  // What a mark says in words is shown to the mouse as it is read out to others.
  document.addEventListener("mouseover", (event) => {
    const link = event.target.closest?.('table[role="grid"] a[aria-label]:not([title])');
    if (link) link.title = link.ariaLabel;
  });
})();
