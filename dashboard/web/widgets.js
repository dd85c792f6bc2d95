// The framework's own words in the reader's language. Its date picker and numbers follow `navigator.language`,
// its other words are English only and are replaced where they stand; what a page says itself is never touched.
(() => {
  "use strict";
  const CHINESE = "zh-CN";
  const ENGLISH = "en";
  const WORDS = {
    "Add files": "添加文件",
    "App pages": "页面",
    "Autosize": "自动列宽",
    "Bottom": "下",
    "Calendar": "日历",
    "Center": "居中",
    "Choose date": "选择日期",
    "Choose date range": "选择起止日期",
    "Choose an option": "请选择",
    "Choose options": "请选择",
    "Clear all": "全部清除",
    "Clear date": "清除日期",
    "Clear dates": "清除日期",
    "Clear entry": "清除",
    "Clear selection": "取消选择",
    "Clear value": "清除",
    "Close": "关闭",
    "Close Search": "关闭查找",
    "Close fullscreen": "退出全屏",
    "Collapse sidebar": "收起侧栏",
    "Connecting": "正在连接",
    "CONNECTING": "正在连接",
    "Connection error": "连接出错",
    "Copied": "已复制",
    "Copy": "复制",
    "Copy column name": "复制列名",
    "Copy to clipboard": "复制",
    "Dark": "深色",
    "Date range": "起止日期",
    "Decrement": "减",
    "Deferred download not properly configured": "下载没有准备好，请刷新后重试",
    "Download as CSV": "下载为 CSV",
    "Download failed": "下载失败，请重试",
    "Drag and drop a file here": "把文件拖到这里",
    "Drag and drop files here": "把文件拖到这里",
    "Error uploading file": "文件没有传上来，请重试",
    "Expand sidebar": "展开侧栏",
    "Format": "格式",
    "Fullscreen": "全屏",
    "Help": "说明",
    "Hide column": "隐藏此列",
    "Hide password": "隐藏密码",
    "Increment": "加",
    "Invalid input.": "填写有误",
    "Light": "浅色",
    "Link to heading": "本节链接",
    "Loading...": "正在加载…",
    "Main menu": "主菜单",
    "More options": "更多",
    "Next page": "下一页",
    "Next result": "下一个",
    "No results": "没有找到",
    "Page not found": "没有这一页",
    "Pin column": "固定此列",
    "Previous page": "上一页",
    "Previous result": "上一个",
    "Print": "打印",
    "Quick select a date range": "快速选择",
    "Remove file": "移除文件",
    "Rerun": "刷新",
    "Running...": "正在刷新…",
    "RUNNING...": "正在刷新…",
    "Running": "正在刷新",
    "Search": "查找",
    "Select all": "全选",
    "Select...": "请选择",
    "Selected values": "已选",
    "Settings": "设置",
    "Show password": "显示密码",
    "Show/hide columns": "显示或隐藏列",
    "Sort ascending": "升序排列",
    "Sort column ascending": "升序排列",
    "Sort column descending": "降序排列",
    "Sort descending": "降序排列",
    "Stop": "停止",
    "System": "跟随系统",
    "Theme": "外观",
    "Top": "上",
    "Type to search": "输入文字查找",
    "Unpin column": "取消固定",
    "Upload": "选择文件",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": "用方向键选日期，回车选定，Esc 关闭。",
    "View fullscreen": "全屏查看",
    "Wide mode": "宽屏",
  };
  const SENTENCES = [
    [/^Press (?:⌘\+)?Enter to apply$/, "按回车键确定"],
    [/^Press Ctrl\+Enter to apply$/, "按 Ctrl+回车确定"],
    [/^Press Enter to submit form$/, "按回车键提交"],
    [/^Press Enter to search$/, "按回车键查找"],
    [/^([\d.]+\s?[KMG]?B) per file$/, "或把文件拖到这里；每个文件不超过 $1"],
    [/^([\d.]+\s?[KMG]?B) per file • (.+)$/, "每个文件不超过 $1 · $2"],
    [/^Limit ([\d.]+\s?[KMG]?B) per file(?: • (.+))?$/, "每个文件不超过 $1"],
    [/^File must be ([\d.]+\s?[KMG]?B) or smaller\.$/, "文件不得大于 $1。"],
    [/^(.+) files? are not allowed\.$/, "不接受 $1 文件。"],
    [/^Showing page (\d+) of (\d+)$/, "第 $1 页，共 $2 页"],
    [/^Page (\d+) of (\d+)$/, "第 $1 页，共 $2 页"],
    [/^Remove (.+)$/, "移除 $1"],
    [/^Add: (.+)$/, "添加：$1"],
    [/^Help for (.+)$/, "$1的说明"],
    [/^(\d+)\+? more$/, "更多 $1 项"],
    [/^(\d+) of (\d+) results?$/, "第 $1 条，共 $2 条"],
    [/^(\d+) results?$/, "$1 条"],
    [/^(?:Value|Date) must be (.+) or later\.$/, "不得早于 $1。"],
    [/^(?:Value|Date) must be (.+) or earlier\.$/, "不得晚于 $1。"],
    [/^You can only select up to (\d+) options?\. Remove an option first\.$/, "最多选 $1 项，请先去掉一项。"],
  ];
  // A page's own words stand in these; an English title or a name of somebody is not to be taken for the framework's.
  const OWN = '[data-testid="stMarkdownContainer"], [data-testid="stTable"], [data-testid="stJson"], pre, code, ' +
    "textarea, script, style, svg.main-svg, [contenteditable]";
  // Here no word is the framework's, so that nobody need look: what pages draw themselves, and charts.
  const NOT_THEIRS = '[data-testid="stHtml"], svg.main-svg';
  const LOOKED_AT = {
    acceptNode: (node) => (node.matches?.(NOT_THEIRS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  };
  const ATTRIBUTES = ["aria-label", "aria-description", "title", "placeholder", "alt"];
  const originals = new WeakMap();
  let language = named(new URLSearchParams(location.search).get("lang"));

  function named(asked) {
    return asked === "en" || asked === "English" ? ENGLISH : CHINESE;
  }

  function inChinese(text) {
    const plain = text.trim();
    if (!plain || !/[A-Za-z]/.test(plain)) return null;
    if (Object.hasOwn(WORDS, plain)) return text.replace(plain, WORDS[plain]);
    const fits = SENTENCES.find(([pattern]) => pattern.test(plain));
    return fits ? text.replace(plain, plain.replace(...fits)) : null;
  }

  function reword(owner, key, current, write) {
    const kept = originals.get(owner) ?? {};
    // Whoever wrote something else since has the last word.
    const original = kept[key]?.written === current ? kept[key].original : current;
    const wanted = language === CHINESE ? inChinese(original) : original;
    if (wanted === null) return;
    if (wanted !== original) originals.set(owner, { ...kept, [key]: { original, written: wanted } });
    if (wanted !== current) write(wanted);
  }

  function rewordText(node) {
    if (node.parentElement?.closest(OWN) && !isFrameworks(node.parentElement)) return;
    reword(node, "text", node.data, (text) => { node.data = text; });
  }

  // The framework wraps the words of its own buttons and hints as it wraps a page's.
  function isFrameworks(element) {
    return element.closest('[data-testid="stFileUploaderDropzone"], [data-testid="stMainMenuPopover"]') !== null;
  }

  function rewordElement(element) {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      if (value) reword(element, name, value, (text) => element.setAttribute(name, text));
    }
  }

  function rewordAll(root) {
    if (root.nodeType === Node.TEXT_NODE) return rewordText(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(NOT_THEIRS)) return;
    rewordElement(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, LOOKED_AT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      node.nodeType === Node.TEXT_NODE ? rewordText(node) : rewordElement(node);
    }
  }

  // The page says which language it is in once it has run; until then the address does.
  function listen() {
    const said = document.querySelector("[data-taizhang-language]")?.getAttribute("data-taizhang-language");
    if (!said || said === language) return;
    language = said;
    document.documentElement.lang = language;
    window.dispatchEvent(new Event("languagechange"));
    rewordAll(document.documentElement);
  }

  for (const [name, value] of [["language", () => language], ["languages", () => [language]]]) {
    Object.defineProperty(navigator, name, { configurable: true, get: value });
  }
  document.documentElement.lang = language;
  new MutationObserver((changes) => {
    listen();
    for (const { type, target, addedNodes, attributeName } of changes) {
      if (type === "childList") addedNodes.forEach(rewordAll);
      else if (type === "characterData") rewordText(target);
      else if (attributeName && !target.closest(NOT_THEIRS)) rewordElement(target);
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: [...ATTRIBUTES, "data-taizhang-language"],
  });
})();
