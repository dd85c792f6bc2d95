// The editor of the SQL page: CodeMirror 6 in the framework's component. It tells the page what is to be run, and shows
// what the page tells it: the text of an address, where an error is, what the store holds.
import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, toggleComment } from "@codemirror/commands";
import { PostgreSQL, SQLDialect, keywordCompletionSource, schemaCompletionSource } from "@codemirror/lang-sql";
import { HighlightStyle, LanguageSupport, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers, placeholder, tooltips } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const DRAFT = "taizhang.sql.draft";
const OWN_WORDS = "qualify summarize describe pivot unpivot asof anti semi positional exclude replace sample columns";
const COMMON = new Set(
  ("select from where group by having order limit offset join left right inner full outer cross on using as and or not in is null like "
    + "ilike between exists case when then else end with union all intersect except distinct filter over partition rows range "
    + "preceding following unbounded current row asc desc nulls first last cast date interval true false values lateral "
    + OWN_WORDS).split(" "));
const duckdb = SQLDialect.define({
  ...PostgreSQL.spec,
  keywords: `${PostgreSQL.spec.keywords} ${OWN_WORDS}`,
  specialVar: "?$",
});

const looks = EditorView.theme({
  "&": { color: "var(--st-text-color)", backgroundColor: "var(--st-background-color)", border: "1px solid var(--st-border-color)", borderRadius: "var(--st-base-radius)", fontSize: "14px" },
  "&.cm-focused": { outline: "2px solid var(--st-primary-color)", outlineOffset: "-1px" },
  ".cm-scroller": { fontFamily: "ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', 'Microsoft YaHei', monospace", lineHeight: "1.55", minHeight: "9.5rem", maxHeight: "26rem" },
  ".cm-content": { caretColor: "var(--st-text-color)" },
  ".cm-cursor": { borderLeftColor: "var(--st-text-color)" },
  ".cm-gutters": { backgroundColor: "var(--st-secondary-background-color)", color: "var(--st-gray-text-color)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--st-primary-color) 7%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--st-primary-color) 28%, transparent)" },
  ".cm-selectionMatch, &.cm-focused .cm-matchingBracket": { backgroundColor: "color-mix(in srgb, var(--st-primary-color) 18%, transparent)" },
  ".cm-placeholder": { color: "var(--st-gray-text-color)" },
  ".cm-tooltip": { backgroundColor: "var(--st-background-color)", color: "var(--st-text-color)", border: "1px solid var(--st-border-color)", boxShadow: "0 2px 8px color-mix(in srgb, black 20%, transparent)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "16rem", maxWidth: "min(44rem, 90vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 8px", fontFamily: "var(--st-font)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--st-primary-color)", color: "var(--st-background-color)" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.8", marginLeft: "0.8em" },
  ".cm-completionInfo": { maxWidth: "22rem", padding: "6px 10px", fontFamily: "var(--st-font)" },
  ".cm-diagnostic": { padding: "4px 10px", borderLeft: "4px solid var(--st-red-color)", fontFamily: "var(--st-font)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--st-red-color)", textUnderlineOffset: "3px", backgroundColor: "var(--st-red-background-color)" },
  ".cm-panels": { backgroundColor: "var(--st-secondary-background-color)", color: "var(--st-text-color)" },
});
const colours = syntaxHighlighting(HighlightStyle.define([
  { tag: tags.keyword, color: "var(--st-blue-text-color)", fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--st-red-text-color)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--st-orange-text-color)" },
  { tag: tags.comment, color: "var(--st-gray-text-color)", fontStyle: "italic" },
  { tag: [tags.typeName, tags.standard(tags.name)], color: "var(--st-violet-text-color)" },
  { tag: tags.special(tags.name), color: "var(--st-violet-text-color)", fontWeight: "600" },
]));

const editors = new WeakMap();

export default function (component) {
  const held = editors.get(component.parentElement) ?? made(component);
  held.component = component;
  heard(held, component.data);
  return () => {
    held.view.destroy();
    editors.delete(component.parentElement);
  };
}

function made(component) {
  const { parentElement, data } = component;
  const held = { component, language: new Compartment(), hint: new Compartment(), told: null };
  const place = document.createElement("div");
  const bar = document.createElement("div");
  bar.className = "bar";
  parentElement.append(place, bar);
  held.buttons = Object.fromEntries(["run", "part", "plan"].map((name) => [name, button(bar, () => ask(held, name))]));
  held.view = new EditorView({
    parent: place,
    root: parentElement instanceof ShadowRoot ? parentElement : document,
    state: EditorState.create({
      doc: firstText(data),
      extensions: [
        Prec.highest(keymap.of([
          { key: "Mod-Enter", run: () => ask(held, held.view.state.selection.main.empty ? "run" : "part") },
          { key: "Tab", run: acceptCompletion },
          { key: "Mod-/", run: toggleComment },
        ])),
        lineNumbers(), highlightSpecialChars(), history(), drawSelection(), bracketMatching(), closeBrackets(),
        highlightActiveLine(), highlightSelectionMatches(), EditorView.lineWrapping, looks, colours,
        autocompletion({ maxRenderedOptions: 80, icons: false }),
        tooltips({ position: "fixed" }),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap]),
        held.language.of([]), held.hint.of([]),
        EditorView.updateListener.of((update) => changed(held, update)),
      ],
    }),
  });
  editors.set(parentElement, held);
  return held;
}

function button(bar, does) {
  const one = document.createElement("button");
  one.type = "button";
  // The pointer may not take the selection away that is to be run.
  one.onmousedown = (event) => event.preventDefault();
  one.onclick = does;
  bar.append(one);
  return one;
}

// What the page says now: words, what the store holds, another text, where an error is. Each is taken up once.
function heard(held, data) {
  const { view, told } = held;
  const effects = [];
  if (told?.catalogue !== data.catalogue_key) effects.push(held.language.reconfigure(languageOf(data.catalogue)));
  if (told?.words !== data.words.run) {
    for (const [name, one] of Object.entries(held.buttons)) one.textContent = data.words[name];
    held.buttons.run.title = data.words.keys;
    effects.push(held.hint.reconfigure([placeholder(data.words.hint), EditorView.contentAttributes.of({ "aria-label": data.words.label })]));
  }
  const isOther = told && told.stamp !== data.stamp;
  const changes = isOther ? { from: 0, to: view.state.doc.length, insert: data.text } : undefined;
  if (effects.length || changes) view.dispatch({ effects, changes });
  if (told?.mark_key !== data.mark_key) mark(view, data.marks);
  held.told = { catalogue: data.catalogue_key, words: data.words.run, stamp: data.stamp, mark_key: data.mark_key };
  held.buttons.part.disabled = view.state.selection.main.empty;
  if (isOther) keep(held);
}

function mark(view, marks) {
  const end = view.state.doc.length;
  const found = marks.map(({ from, to, message }) => {
    const start = Math.min(from, Math.max(0, end - 1));
    return { from: start, to: Math.min(Math.max(to, start + 1), end), message, severity: "error" };
  });
  view.dispatch(setDiagnostics(view.state, end ? found : []));
}

function changed(held, update) {
  if (update.docChanged) keep(held);
  if (update.selectionSet || update.docChanged) held.buttons.part.disabled = update.state.selection.main.empty;
}

function ask(held, name) {
  const { state } = held.view;
  const { from, to, empty } = state.selection.main;
  const text = state.doc.toString();
  if (!text.trim() || (name === "part" && empty)) return true;
  keep(held, text);
  held.component.setTriggerValue("asked", { does: name, text, part: name === "part" ? [from, to] : null, at: Date.now() });
  return true;
}

// A text that was not run yet outlives a reload of the page: it is kept in the tab, beside the text that the page gave.
function keep(held, base) {
  try {
    const text = held.view.state.doc.toString();
    sessionStorage.setItem(DRAFT, JSON.stringify({ text, base: base ?? held.component.data.text }));
  } catch { /* a browser may forbid it; the address still has what was run */ }
}

function firstText(data) {
  try {
    const draft = JSON.parse(sessionStorage.getItem(DRAFT) ?? "null");
    if (draft && (draft.base === data.text || !data.text)) return draft.text;
  } catch { /* as above */ }
  return data.text;
}

function languageOf({ tables, functions }) {
  const schema = {};
  const named = new Map();
  for (const [name, view, about, columns] of tables) {
    const options = columns.map(([label, detail, info]) => ({ label, detail: `${detail}  ${info}`, type: "property" }));
    (schema[name] ??= {})[view] = { self: { label: view, detail: about, type: "type" }, children: options };
    named.set(`${name}.${view}`, options);
  }
  const views = tables.map(([name, view, about]) => ({ label: `${name}.${view}`, detail: about, type: "type", boost: name === "marts" ? 3 : 1 }));
  const calls = functions.map(([label, info]) => ({ label, detail: "( )", info: info || undefined, apply: `${label}(`, type: "function", boost: -1 }));
  const sources = [
    schemaCompletionSource({ dialect: duckdb, schema }),
    bare(views, named, calls),
    keywordCompletionSource(duckdb, false, (label, type) => ({ label, type, boost: COMMON.has(label) ? 0 : -60 })),
  ];
  return new LanguageSupport(duckdb.language, sources.map((autocomplete) => duckdb.language.data.of({ autocomplete })));
}

// For a word that stands alone: views by their own name too, and the columns of the views that the text names.
function bare(views, named, calls) {
  return (context) => {
    const word = context.matchBefore(/[\w]+/);
    if (!word && !context.explicit) return null;
    const from = word ? word.from : context.pos;
    if (/[.$]/.test(context.state.sliceDoc(Math.max(0, from - 1), from))) return null;
    const text = context.state.doc.toString();
    const columns = new Map();
    for (const [name] of text.matchAll(/\b[a-z_]+\.[a-z_]+\b/gi))
      for (const option of named.get(name.toLowerCase()) ?? []) columns.set(option.label, { ...option, boost: 5 });
    const short = views.map((view) => ({ ...view, displayLabel: view.label, label: view.label.split(".")[1], apply: view.label }));
    return { from, options: [...columns.values(), ...short, ...views, ...calls], validFor: /^\w*$/ };
  };
}
