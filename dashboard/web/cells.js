// What the cells of the matrix say in words, to who cannot see a mark or asks what it means: a row brings the words of
// all its cells, a line each and last of whom (matrix.py). They are given to the cells once the page is drawn.
(() => {
  "use strict";
  const ROWS = 'table[role="grid"] tr[data-told]';

  function tell(row) {
    const lines = row.dataset.told.split("\u2028");
    const [, ...cells] = row.cells;
    const [, ...headings] = row.closest("table").tHead.rows[0].cells;
    const whose = lines.slice(cells.length).join(" ");
    for (const [at, cell] of cells.entries()) {
      const link = cell.querySelector("a:not([aria-label])");
      if (link) link.ariaLabel = `${whose} · ${headings[at].textContent} · ${lines[at]}`;
    }
  }

  let asked = 0;
  function look() {
    asked = 0;
    document.querySelectorAll(ROWS).forEach(tell);
  }

  // At the latest when the keyboard or the mouse comes to a row; the mouse is shown what others are read.
  for (const kind of ["focusin", "mouseover"]) {
    document.addEventListener(kind, ({ target }) => {
      const row = target.closest?.(ROWS);
      if (row) tell(row);
      const link = kind === "mouseover" && row && target.closest("a[aria-label]:not([title])");
      if (link) link.title = link.ariaLabel;
    }, { capture: true });
  }
  new MutationObserver(() => { asked ||= requestIdleCallback(look, { timeout: 500 }); }).observe(document, {
    childList: true, subtree: true,
  });
})();
