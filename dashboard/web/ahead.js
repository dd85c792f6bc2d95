// What draws the charts is made ready while the page waits for its first piece, not when the first chart has come.
(() => {
  "use strict";
  const ready = () => {
    const link = document.querySelector('link[rel="modulepreload"][href*="/PlotlyChart."]');
    if (link) import(link.href).catch(() => {});
  };
  document.addEventListener("DOMContentLoaded", () => requestIdleCallback(ready));
})();
