/**
 * Monaco with Python's colours and help for the libraries that wrappers use, without a language server. Loaded when a cell
 * needs it.
 */
import {
  editor,
  type IDisposable,
  type IPosition,
  KeyCode,
  KeyMod,
  MarkerSeverity,
  Range,
  Selection,
} from "monaco-editor/editor/editor.api";
// oxlint-disable-next-line import/default -- Vite makes this module
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
import "monaco-editor/features/bracketMatching/register";
import "monaco-editor/features/caretOperations/register";
import "monaco-editor/features/clipboard/register";
import "monaco-editor/features/codicon/register";
import "monaco-editor/features/comment/register";
import "monaco-editor/features/find/register";
import "monaco-editor/features/gotoError/register";
import "monaco-editor/features/indentation/register";
import "monaco-editor/features/linesOperations/register";
import "monaco-editor/features/multicursor/register";
import "monaco-editor/features/toggleTabFocusMode/register";
import "monaco-editor/features/wordOperations/register";
import "monaco-editor/languages/definitions/python/register";

import type { EditorPlace } from "./editor-place.ts";
import { addEditor, type OpenEditor } from "./open-editors.ts";
import { completeFrom, type LiveCompletion, registerPythonHelp } from "./python-help-providers.ts";

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

const FONT_SIZE_PX = 13;
const LINE_HEIGHT_PX = 20;
/** Above this height the editor scrolls. */
const MAX_HEIGHT_PX = 1400;

/** A problem in a line of the code. */
export interface CodeProblem {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly isError: boolean;
}

export interface MonacoPythonEditor {
  setValue(value: string): void;
  setLabel(label: string): void;
  setDark(dark: boolean): void;
  setLineNumbers(shown: boolean): void;
  /** Underlines the lines; the pointer and F8 show the message. */
  setProblems(problems: readonly CodeProblem[]): void;
  /** @param writing whether Tab indents from now on, as after Enter. */
  focus(writing?: boolean): void;
  place(): EditorPlace;
  goTo(place: EditorPlace): void;
  dispose(): void;
}

registerPythonHelp();

defineTheme("phi3-light", "vs", {
  background: "#fbfaf7",
  foreground: "#24292e",
  gutter: "#6b6862",
  selection: "#d3e3ea",
  comment: "#5c6b5f",
  keyword: "#8a2f6b",
  string: "#0b6078",
  number: "#8a4b00",
});
defineTheme("phi3-dark", "vs-dark", {
  background: "#191b1f",
  foreground: "#dcdad5",
  gutter: "#98958e",
  selection: "#28424f",
  comment: "#98a89b",
  keyword: "#e39acb",
  string: "#7fcbe0",
  number: "#e5b45c",
});

const OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  fontFamily: '"JetBrains Mono Variable", ui-monospace, monospace',
  fontSize: FONT_SIZE_PX,
  lineHeight: LINE_HEIGHT_PX,
  automaticLayout: true,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  overviewRulerLanes: 0,
  folding: false,
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 8,
  padding: { top: 10, bottom: 10 },
  renderLineHighlight: "none",
  renderFinalNewline: "on",
  guides: { indentation: false },
  bracketPairColorization: { enabled: false },
  scrollbar: { alwaysConsumeMouseWheel: false, verticalScrollbarSize: 8, horizontalScrollbarSize: 8 },
  wordBasedSuggestions: "off",
  // Suggestions open with a dot or Ctrl+Space; Enter makes a new line.
  quickSuggestions: false,
  acceptSuggestionOnEnter: "off",
  acceptSuggestionOnCommitCharacter: false,
  suggest: { showWords: false },
  contextmenu: false,
  fixedOverflowWidgets: true,
  accessibilitySupport: "auto",
  tabFocusMode: true,
};

interface EditorEvents {
  readonly onChange: (value: string) => void;
  /** Whether a person is writing in the editor: until then, Tab moves on to the next control. */
  readonly onWriting: (isWriting: boolean) => void;
  /** What a live session knows at the end of the given code. */
  readonly complete: LiveCompletion;
}

export function createPythonEditor(
  host: HTMLElement,
  { onChange, onWriting, complete }: EditorEvents,
): MonacoPythonEditor {
  const model = editor.createModel("", "python");
  const instance = editor.create(host, { ...OPTIONS, model });
  completeFrom(model, complete);
  // Monaco's own Ctrl+Enter would insert a line before the notebook runs the cell.
  instance.addCommand(KeyMod.CtrlCmd | KeyCode.Enter, () => undefined);

  const fit = () => {
    host.style.height = `${Math.min(instance.getContentHeight(), MAX_HEIGHT_PX)}px`;
    instance.layout();
  };
  let setting = false;
  const writing = new WritingMode(instance, onWriting);
  const subscriptions = [
    instance.onDidContentSizeChange(fit),
    instance.onDidChangeModelContent(() => {
      if (setting) return;
      writing.set(true);
      onChange(instance.getValue());
    }),
    ...writing.subscriptions,
  ];
  fit();
  const leave = addEditor(host, caretOf(instance, model));

  return {
    setValue(value) {
      if (value === instance.getValue()) return;
      setting = true;
      // The first text is not an undo step of the editor. A later one is an edit, which keeps the caret.
      if (model.getValueLength() === 0) model.setValue(value);
      else instance.executeEdits("form", [{ range: model.getFullModelRange(), text: value }]);
      setting = false;
    },
    setLabel: (ariaLabel) => instance.updateOptions({ ariaLabel }),
    setLineNumbers: (shown) => instance.updateOptions({ lineNumbers: shown ? "on" : "off" }),
    setProblems: (problems) => markProblems(model, problems),
    focus(isWriting = false) {
      instance.focus();
      if (isWriting) writing.set(true);
    },
    place: () => placeIn(instance, model),
    goTo({ hasFocus, anchor, caret, scrollTop, scrollLeft }) {
      instance.setSelection(Selection.fromPositions(model.getPositionAt(anchor), model.getPositionAt(caret)));
      if (hasFocus) instance.focus();
      instance.setScrollPosition({ scrollTop, scrollLeft });
    },
    setDark(dark) {
      const family = matchMedia("(forced-colors: active)").matches ? HIGH_CONTRAST : OWN_COLORS;
      editor.setTheme(dark ? family.dark : family.light);
    },
    dispose() {
      leave();
      for (const subscription of subscriptions) subscription.dispose();
      model.dispose();
      instance.dispose();
      host.style.removeProperty("height");
    },
  };
}

/** While a person is writing, Tab indents. */
class WritingMode {
  readonly #instance: editor.IStandaloneCodeEditor;
  readonly #onChange: (isWriting: boolean) => void;
  readonly subscriptions: readonly IDisposable[];
  #isWriting = false;

  constructor(instance: editor.IStandaloneCodeEditor, onChange: (isWriting: boolean) => void) {
    this.#instance = instance;
    this.#onChange = onChange;
    this.subscriptions = [
      instance.onMouseDown(() => this.set(true)),
      instance.onDidBlurEditorText(() => this.set(false)),
      instance.onKeyDown((event) => {
        const { keyCode, ctrlKey, metaKey, shiftKey, altKey } = event;
        if (this.#isWriting || keyCode !== KeyCode.Enter) return;
        if (ctrlKey || metaKey || shiftKey || altKey) return;
        // The first Enter starts writing, as it does on a cell; the next one makes a new line.
        event.preventDefault();
        event.stopPropagation();
        this.set(true);
      }),
    ];
  }

  set(isWriting: boolean): void {
    if (isWriting === this.#isWriting) return;
    this.#isWriting = isWriting;
    this.#instance.updateOptions({ tabFocusMode: !isWriting });
    this.#onChange(isWriting);
  }
}

/** For splitting a cell at the caret, and for going to a hit. */
function caretOf(instance: editor.IStandaloneCodeEditor, model: editor.ITextModel): OpenEditor {
  return {
    caret: () => {
      const position = instance.getPosition();
      return position ? model.getOffsetAt(position) : 0;
    },
    select(start, end) {
      const range = Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
      instance.focus();
      instance.setSelection(range);
      instance.revealRangeInCenter(range);
    },
  };
}

function placeIn(instance: editor.IStandaloneCodeEditor, model: editor.ITextModel): EditorPlace {
  const selection = instance.getSelection();
  const offset = (position: IPosition | undefined) => (position ? model.getOffsetAt(position) : 0);
  return {
    hasFocus: instance.hasTextFocus(),
    anchor: offset(selection?.getSelectionStart()),
    caret: offset(selection?.getPosition()),
    scrollTop: instance.getScrollTop(),
    scrollLeft: instance.getScrollLeft(),
  };
}

function markProblems(model: editor.ITextModel, problems: readonly CodeProblem[]): void {
  const markers = problems
    .filter(({ line }) => line <= model.getLineCount())
    .map(({ line, text, isError }) => ({
      severity: isError ? MarkerSeverity.Error : MarkerSeverity.Warning,
      message: text,
      startLineNumber: line,
      startColumn: model.getLineFirstNonWhitespaceColumn(line) || 1,
      endLineNumber: line,
      endColumn: model.getLineMaxColumn(line),
    }));
  editor.setModelMarkers(model, "python", markers);
}

const OWN_COLORS = { light: "phi3-light", dark: "phi3-dark" } as const;
/** Monaco's own themes, for people with forced colours. */
const HIGH_CONTRAST = { light: "hc-light", dark: "hc-black" } as const;

type ThemeColors = Readonly<
  Record<
    "background" | "foreground" | "gutter" | "selection" | "comment" | "keyword" | "string" | "number",
    string
  >
>;

/** Every colour has a contrast of at least 4.5 to the background; Monaco's own do not. */
function defineTheme(name: string, base: "vs" | "vs-dark", colors: ThemeColors): void {
  const plain = (color: string) => color.slice(1);
  editor.defineTheme(name, {
    base,
    inherit: true,
    rules: [
      { token: "", foreground: plain(colors.foreground) },
      { token: "comment", foreground: plain(colors.comment) },
      { token: "keyword", foreground: plain(colors.keyword) },
      { token: "string", foreground: plain(colors.string) },
      { token: "number", foreground: plain(colors.number) },
      { token: "tag", foreground: plain(colors.keyword) },
      { token: "delimiter", foreground: plain(colors.foreground) },
    ],
    colors: {
      "editor.background": colors.background,
      "editor.foreground": colors.foreground,
      "editorLineNumber.foreground": colors.gutter,
      "editorLineNumber.activeForeground": colors.foreground,
      "editorLineNumber.dimmedForeground": colors.gutter,
      "editor.selectionBackground": colors.selection,
      "editorBracketHighlight.foreground1": colors.foreground,
      "editorBracketHighlight.foreground2": colors.foreground,
      "editorBracketHighlight.foreground3": colors.foreground,
      "scrollbar.shadow": "#00000000",
    },
  });
}
