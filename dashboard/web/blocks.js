// On a narrow screen the rows of a table that does not fit stand as blocks (style.css): every value is told by its heading.
(() => {
  "use strict";
  const narrow = matchMedia("(max-width: 640px)");
  // A text of more letters may break, but not a word; it keeps room for so many, a sentence for more, and each its margin.
  const [BREAKS, SENTENCE, LONG, MARGIN] = [8, 16, 24, 1.4];
  // As narrow as the name of a row may be (style.css).
  const NAME = 6.3 + MARGIN;
  const NOTHING = "–";
  const said = (cell) => cell.textContent.trim();
  const length = (text) => [...text].reduce((sum, letter) => sum + (letter < "\u2e80" ? 0.55 : 1), 0);
  const word = (text) => Math.max(0, ...(text.match(/[\u0021-\u2e7f]+/g) ?? []).map(length));
  const room = (text) => MARGIN + Math.max(word(text), Math.min(length(text), length(text) > LONG ? SENTENCE : BREAKS));
  const rowsOf = (table) => [...(table.tBodies[0]?.rows ?? [])];
  const headingsOf = (table) => [...(table.tHead?.rows[0]?.cells ?? [])];

  function fits(table, columns) {
    const box = table.closest('.list, [data-testid="stTable"]');
    const least = (at) => (at === 0 && box.matches(".list") ? NAME : 0);
    const needed = columns.map((cells, at) => Math.max(least(at), ...cells.map((cell) => room(said(cell)))));
    const size = parseFloat(getComputedStyle(table).fontSize);
    return needed.reduce((sum, one) => sum + one, 0) * size <= box.clientWidth;
  }

  // In the matrix (overview.css) a value is a link, and the heading is part of what is pressed.
  function label(table, headings) {
    for (const row of rowsOf(table))
      for (const cell of row.cells) {
        const told = table.role === "grid" ? cell.querySelector("a") : cell;
        if (told && headings[cell.cellIndex]) told.dataset.heading = said(headings[cell.cellIndex]);
        cell.toggleAttribute("data-blank", ["", NOTHING].includes(said(cell)));
      }
  }

  function stack(table) {
    const headings = headingsOf(table);
    const columns = headings.map((head, at) => [head, ...rowsOf(table).map((row) => row.cells[at]).filter(Boolean)]);
    const isMatrix = table.role === "grid";
    const stands = isMatrix || !fits(table, columns);
    table.classList.toggle("blocks", stands && !isMatrix);
    if (stands) label(table, headings);
  }

  let asked = 0;
  function look() {
    asked = 0;
    const every = document.querySelectorAll('[data-testid="stTable"] table, .list table, .matrix');
    for (const table of narrow.matches ? every : []) stack(table);
  }
  const soon = () => { asked ||= requestAnimationFrame(look); };

  new MutationObserver(soon).observe(document, { childList: true, subtree: true, characterData: true });
  narrow.addEventListener("change", soon);
  window.addEventListener("resize", soon);
})();
