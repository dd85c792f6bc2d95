// The headings of a long list sort it: once upwards, again downwards; what is blank stays at the end.
(() => {
  "use strict";
  const keyOf = (row, place) => row.cells[place].dataset.by ?? row.cells[place].textContent;

  function inOrder(one, other) {
    const numbers = [Number(one), Number(other)];
    if (numbers.every(Number.isFinite)) return numbers[0] - numbers[1];
    return one.localeCompare(other, document.documentElement.lang || "zh-CN", { numeric: true });
  }

  function sort(heading) {
    const down = heading.getAttribute("aria-sort") === "ascending";
    const body = heading.closest("table").tBodies[0];
    const rows = [...body.rows].map((row) => [keyOf(row, heading.cellIndex), row]);
    const filled = rows.filter(([key]) => key !== "").sort(([a], [b]) => (down ? inOrder(b, a) : inOrder(a, b)));
    for (const other of heading.parentElement.cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    body.append(...[...filled, ...rows.filter(([key]) => key === "")].map(([, row]) => row));
  }

  document.addEventListener("click", (event) => {
    const heading = event.target.closest?.(".list thead button")?.closest("th");
    if (heading) sort(heading);
  });
})();
