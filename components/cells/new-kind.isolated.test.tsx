/** Adds a new kind of cell as CONTRIBUTING.md says: its own parts, and a line in each of the three lists. */
import "fake-indexeddb/auto";
import { Box } from "lucide-react";
import { Tooltip } from "radix-ui";
import { renderToStaticMarkup } from "react-dom/server";
import { literal, object, string } from "valibot";
import { expect, test, vi } from "vitest";
import { message } from "#base/message.ts";
import type { CellBase } from "#cells/cell-base.ts";
import type { TypedBehaviour } from "#cells/cell-behaviour.ts";
import type { CellKind } from "#cells/cell-kind.ts";
import { AppContext, type AppServices } from "#components/app-context.ts";
import { editCommands } from "#components/commands/edit-commands.ts";
import { CellFrame } from "#components/notebook/cell-frame.tsx";
import { en } from "#components/texts/en.ts";
import { sayWith } from "#components/texts/say.ts";
import type { Cell, CellType } from "#cells/cell.ts";
import { findHits, patternOf } from "#notebook/find.ts";
import { replaceHits } from "#notebook/replace.ts";
import { createAppStore } from "#store/app-store.ts";
import { fakePorts } from "#store/testing/fake-ports.ts";

interface GreetingCell extends CellBase {
  readonly type: "greeting";
  readonly whom: string;
}

interface GreetingOutput {
  readonly type: "greeting";
  readonly text: string;
}

vi.mock("#cells/kinds.ts", async (original) => {
  const { CELL_KINDS } = await original<{ CELL_KINDS: readonly unknown[] }>();
  const greeting: CellKind<GreetingCell, GreetingOutput> = {
    type: "greeting",
    title: message`Greeting`,
    hint: message`Says hello`,
    create: (option) => ({ whom: option }),
    stored: object({ whom: string() }),
    texts: ({ whom }) => [{ field: "whom", text: whom }],
    runs: "with others",
    needs: { cell: message`The greeting cell`, above: ["wrapper"] },
  };
  return { CELL_KINDS: [...CELL_KINDS, greeting] };
});
vi.mock("#cells/behaviours.ts", async (original) => {
  const { BEHAVIOURS } = await original<{ BEHAVIOURS: object }>();
  const greeting: TypedBehaviour<GreetingCell, GreetingOutput> = {
    run: async ({ whom }, above) => ({
      type: "greeting",
      text: `Hello ${whom}, of ${above.wrapper?.wrapper.name}`,
    }),
    outputs: ({ text }) => [{ output_type: "stream", name: "stdout", text: [text] }],
    python: ({ whom }) => `print("Hello", "${whom}")`,
    kept: object({ type: literal("greeting"), text: string() }),
    isFiled: true,
    withText: (cell, _field, whom) => ({ ...cell, whom }),
  };
  return { BEHAVIOURS: { ...BEHAVIOURS, greeting } };
});
vi.mock("#components/cells/views.ts", async (original) => {
  const { CELL_VIEWS } = await original<{ CELL_VIEWS: object }>();
  const view = ({ cell }: { readonly cell: GreetingCell }) => <p>To {cell.whom}</p>;
  return { CELL_VIEWS: { ...CELL_VIEWS, greeting: { icon: Box, view } } };
});

/** The real types do not know it. */
const GREETING = "greeting" as CellType;

/** A new kind in the second template's notebook, below its wrapper. */
async function setUp() {
  const ports = fakePorts();
  const store = createAppStore(ports);
  await store.getState().start();
  await store.getState().newDocument("option2-pyfunc", "Mine");
  const cells = () => store.getState().notebook?.cells ?? [];
  const id = store
    .getState()
    .addCell(GREETING, { after: cells().find(({ type }) => type === "wrapper")?.id ?? null });
  const cell = (of: string = id) => cells().find((each) => each.id === of) as Cell;
  const state = (of: string = id) => store.getState().cellStates.get(of);
  return { ports, store, id, cell, cells, state };
}

test("it is added with its defaults, and undone", async () => {
  const { store, id, cell } = await setUp();
  expect(cell()).toEqual({ id, type: "greeting", whom: "pyfunc" });
  store.getState().undo();
  expect(cell()).toBeUndefined();
});

test("it runs with what it needs above, is stale when that changes, and is stored with its output", async () => {
  const { ports, store, id, cell, cells, state } = await setUp();
  await store.getState().runCell(id);
  const output = { type: "greeting", text: "Hello pyfunc, of phi3_mlflow_model" };
  expect(state()).toMatchObject({ status: "done", output });
  await store.getState().flush();
  const again = createAppStore(ports);
  await again.getState().start();
  expect(again.getState().notebook?.cells.find((each) => each.id === id)).toEqual(cell());
  expect(again.getState().cellStates.get(id)).toMatchObject({ status: "done", output });

  const wrapper = cells().find((each) => each.type === "wrapper");
  if (wrapper?.type !== "wrapper") throw new Error("There is a wrapper in the template.");
  store.getState().setWrapperForm(wrapper.id, { ...wrapper.wrapper.form, name: "other" });
  expect(state()).toMatchObject({ status: "stale", because: message`The wrapper above changed.` });
  store.getState().deleteCell(wrapper.id);
  await store.getState().runCell(id);
  expect(state()).toMatchObject({ status: "failed", error: { code: "missing-dependency" } });
});

test("its text is found and replaced", async () => {
  const { store, id, cell } = await setUp();
  const pattern = patternOf({ text: "pyfunc", matchCase: true, wholeWord: true, regex: false });
  const { notebook } = store.getState();
  if (!notebook || !pattern) throw new Error("There is a notebook, and a pattern.");
  const hits = findHits(notebook, pattern).filter((hit) => hit.cellId === id);
  expect(hits).toEqual([{ cellId: id, field: "whom", start: 0, end: 6 }]);
  store
    .getState()
    .replaceNotebook(replaceHits(notebook, hits, { pattern, by: "Ada", expands: false }).notebook);
  expect(cell()).toMatchObject({ whom: "Ada" });
});

test("a .ipynb has its Python and its output, and gives the cell back", async () => {
  const { store, id, cell } = await setUp();
  await store.getState().runCell(id);
  const { text } = await store.getState().toIpynb("https://example.org/models/phi3-demo/");
  const written = (JSON.parse(text) as { cells: { id: string }[] }).cells.find((each) => each.id === id);
  expect(written).toMatchObject({
    cell_type: "code",
    source: ['print("Hello", "pyfunc")'],
    outputs: [{ output_type: "stream", text: ["Hello pyfunc, of phi3_mlflow_model"] }],
  });
  const output = store.getState().cellStates.get(id);
  await store.getState().openIpynb(text, "mine.ipynb");
  expect(cell()).toMatchObject({ type: "greeting", whom: "pyfunc" });
  expect(store.getState().cellStates.get(id)).toEqual(output);
});

test("it is drawn in a frame with its name, and is a command of the palette", async () => {
  const { store, cell } = await setUp();
  const services = { store, threadFacts: {}, embeddedUrl: "" } as unknown as AppServices;
  const markup = renderToStaticMarkup(
    <AppContext value={services}>
      <Tooltip.Provider>
        <CellFrame cell={cell()} index={3} count={9} />
      </Tooltip.Provider>
    </AppContext>,
  );
  expect(markup).toContain('aria-label="Cell 4: Greeting"');
  expect(markup).toContain("<p>To pyfunc</p>");
  const commands = editCommands({ ...services, texts: en, say: sayWith({}), documents: {} as never });
  expect(commands.map(({ name }) => name)).toContain(en.commands.edit.addType("Greeting"));
});
