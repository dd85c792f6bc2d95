// A link opens the other page where the reader is: in the same tab and the same session, with the back button leading
// here again, and to this page as it was. The framework opens only links of its own making, and on the way takes from
// the address that is left what the page was about; so its links go the same way as those that a page says itself.
(() => {
  "use strict";
  const KEPT = ["lang", "as_of", "known_at"];

  // Whether the reader has gone to an address and done nothing on its page since. What the framework then says of
  // another page comes late, of one that the reader did not wait for: it is no step to note.
  let gone = false;
  for (const kind of ["pointerdown", "keydown", "input", "click", "drop"]) {
    document.addEventListener(kind, (event) => {
      if (event.isTrusted && !event.altKey) gone = false;
    }, { capture: true });
  }

  // The reader's own wish for another tab or window is left alone; and what leaves the pages says so: the
  // framework takes any `target` away.
  function isWay(link, event) {
    const wished = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    return !wished && link.origin === location.origin && !("leaves" in link.dataset) && !link.hasAttribute("download");
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('[data-testid="stApp"] a[href]');
    if (event.defaultPrevented || !link || !isWay(link, event)) return;
    event.preventDefault();
    // A place on this page is gone to without a word of it in the address.
    if (link.getAttribute("href").startsWith("#")) return document.getElementById(link.hash.slice(1))?.focus();
    event.stopPropagation();
    if (link.dataset.says) return open(meant(`?${link.dataset.says}`));
    if (!chosen(link)) open(asHere(link.href));
  }, { capture: true });

  // A link that only chooses something on its page says so in the one field for that, which nobody sees: what the
  // choice touches is drawn again, and the address follows.
  const typed = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;

  function chosen(link) {
    const field = link.dataset.choice && document.querySelector(".st-key-said_by_link input");
    if (!field) return false;
    typed.call(field, link.dataset.choice);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    setTimeout(() => field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true })));
    return true;
  }

  // So does what is asked for at the head of the page.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".turning form")) return;
    event.preventDefault();
    event.stopPropagation();
    open(meant(`?${new URLSearchParams(new FormData(event.target))}`));
  }, { capture: true });

  // What stands in every address the next page keeps, which then need not say it again.
  function asHere(address) {
    const [to, here] = [new URL(address), new URL(location.href)];
    for (const name of KEPT) {
      const said = here.searchParams.get(name);
      if (said && !to.searchParams.has(name)) to.searchParams.set(name, said);
    }
    return to.href;
  }

  function open(address) {
    if (address === location.href) return;
    gone = false;
    history.pushState(null, "", address);
    // To the framework this is what its back button is: another address to show.
    window.dispatchEvent(new PopStateEvent("popstate"));
  }

  // What is drawn in a chart leads on too: a chart carries addresses by the place along one of its axes.
  const listening = new WeakMap();

  function follow(event) {
    const chart = event.target.closest?.(".js-plotly-plot");
    if (!chart?.layout?.meta?.ways || listening.get(chart) === chart.on) return;
    listening.set(chart, chart.on);
    chart.on("plotly_click", ({ points }) => {
      const { along, ways } = chart.layout.meta;
      const address = points.map((point) => ways?.[String(point[along])]).find(Boolean);
      if (address) open(meant(address));
    });
  }

  // One that names no page says something anew of the address as it is by now.
  function meant(address) {
    const to = new URL(address, document.baseURI);
    if (!address.startsWith("?")) return to.href;
    const here = new URL(location.href);
    for (const [name, value] of to.searchParams) here.searchParams.set(name, value);
    return here.href;
  }

  for (const kind of ["pointerover", "pointerdown"]) document.addEventListener(kind, follow, { capture: true });

  // What the reader did not do is no step that the back button should undo: neither what stands in every address,
  // written into one that lacks it, nor what a page says of itself as soon as it comes.
  const [push, replace] = [history.pushState.bind(history), history.replaceState.bind(history)];
  let here = location.href;

  function bare(address) {
    const { pathname, searchParams } = new URL(address);
    for (const name of KEPT) searchParams.delete(name);
    searchParams.sort();
    return `${pathname}?${searchParams}`;
  }

  function note(write, state, title, address) {
    const to = new URL(address ?? "", location.href);
    if (gone && to.pathname !== location.pathname) return;
    (gone || bare(to) === bare(location.href) ? replace : write)(state, title, address);
    here = location.href;
  }

  // An address that was left without them is found without them: blank, they are the usual ones.
  function asItWas() {
    const [left, address] = [new URL(here), new URL(location.href)];
    const lost = KEPT.filter((name) => left.searchParams.has(name) && !address.searchParams.has(name));
    for (const name of lost) address.searchParams.set(name, "");
    if (lost.length) replace(history.state, "", address);
  }

  window.addEventListener("popstate", (event) => {
    if (event.isTrusted) asItWas();
    here = location.href;
    gone = true;
  }, { capture: true });
  history.pushState = note.bind(null, push);
  history.replaceState = note.bind(null, replace);

  // In a table of links arrow keys go from one to the next in the row or the column, over cells that show none.
  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  function beside(cell, [down, right]) {
    const rows = cell.closest("table").rows;
    let [row, column] = [cell.parentElement.rowIndex + down, cell.cellIndex + right];
    for (; rows[row]?.cells[column]; row += down, column += right) {
      const link = rows[row].cells[column].querySelector("a[href]");
      if (link?.getClientRects().length) return link;
    }
    return null;
  }

  document.addEventListener("keydown", (event) => {
    const cell = STEPS[event.key] && event.target.closest?.('table[role="grid"] :is(th, td)');
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    beside(cell, STEPS[event.key])?.focus();
  });

  // Tab goes by the names of the rows: before it is first obeyed, the cells leave its order.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return;
    for (const link of document.querySelectorAll('table[role="grid"] td a:not([tabindex])')) link.tabIndex = -1;
  }, { capture: true });
})();
