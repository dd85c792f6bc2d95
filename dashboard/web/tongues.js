// A cell of the framework's tables that is all in Chinese says so on a page in another language, as other cells do.
(() => {
  "use strict";
  const CELLS = '[data-testid="stTable"] tbody :is(th, td)';
  const isChinese = (text) => /[\u3400-\u9fff]/.test(text) && !/[A-Za-z]{3}/.test(text);

  let asked = 0;
  function look() {
    asked = 0;
    const own = document.documentElement.lang.startsWith("zh");
    for (const cell of document.querySelectorAll(CELLS)) {
      if (!own && isChinese(cell.textContent)) cell.lang = "zh";
      else if (cell.lang) cell.removeAttribute("lang");
    }
  }

  new MutationObserver(() => { asked ||= requestAnimationFrame(look); }).observe(document, {
    childList: true, subtree: true, characterData: true,
  });
})();
