import { isBusy } from "#kernel/cell-state.ts";
import type { App } from "./app.ts";
import type { RunHoldActions } from "./run-hold-slice.ts";
import { RunHolds } from "./run-holds.ts";
import type { RunActions } from "./run-slice.ts";

export function createRunActions({ document, kernel, ports, store }: App): RunActions & RunHoldActions {
  const holds = new RunHolds();

  async function restart(): Promise<void> {
    await document.stopAll();
    kernel.endPython();
    ports.inference.dispose();
  }

  /** Shows which cells the command runs, while it runs them. */
  async function together(run: Promise<void>): Promise<void> {
    const runTogether = [...store.getState().cellStates]
      .filter(([, state]) => isBusy(state))
      .map(([id]) => id);
    store.setState({ runTogether });
    await run;
    if (store.getState().runTogether === runTogether) store.setState({ runTogether: null });
  }

  return {
    holdRuns: holds.hold,
    mayRun: (id) => holds.allow(document.notebook, id),

    async runCell(id) {
      if (!holds.allow(document.notebook, id)) return;
      await kernel.run(id);
      if (document.notebook.cells.find((cell) => cell.id === id)?.type === "register")
        await store.getState().refreshUploads();
    },
    async runAll() {
      if (holds.allow(document.notebook, null)) await together(kernel.runAll());
    },
    async runStale() {
      if (holds.allow(document.notebook, null)) await together(kernel.runStale());
    },
    stop: () => kernel.stop(),
    stopCell: (id) => kernel.stopCells([id]),

    restart,
    async restartAndRunAll() {
      if (!holds.allow(document.notebook, null)) return;
      await restart();
      await together(kernel.runAll());
    },

    answerInput: (id, text) => kernel.answerInput(id, text),
    completePython: async (before) => kernel.python?.complete(before) ?? { replaces: 0, items: [] },
  };
}
