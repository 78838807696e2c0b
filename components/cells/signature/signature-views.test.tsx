import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { AppContext, type AppServices } from "#components/app-context.ts";
import { chatSignature } from "#mlflow/chat-signature.ts";
import type { Notebook } from "#notebook/cell.ts";
import { SignatureCompare } from "./signature-compare.tsx";
import { SignatureExport } from "./signature-export.tsx";

const NOTEBOOK: Notebook = {
  id: "n",
  title: "",
  cells: [
    { id: "a", type: "signature" },
    { id: "b", type: "signature" },
  ],
};

/** Only the parts of the store that these views read. */
function services(signature: ReturnType<typeof chatSignature>): AppServices {
  const state = {
    notebook: NOTEBOOK,
    cellStates: new Map([
      ["a", { status: "done", output: { type: "signature", signature }, elapsedMs: 1, stopped: false }],
    ]),
  };
  const store = { getState: () => state, getInitialState: () => state, subscribe: () => () => {} };
  return { store, threadFacts: {}, embeddedUrl: "" } as unknown as AppServices;
}

test("a signature is compared with that of another cell first", () => {
  const markup = renderToStaticMarkup(
    <AppContext value={services(chatSignature("mid-2024"))}>
      <SignatureCompare signature={chatSignature("current")} cellId="b" />
    </AppContext>,
  );
  expect(markup).toContain("the signature in cell 1");
  expect(markup).toContain("messages[].content");
  expect(markup.match(/<tr>/g)).toHaveLength(17);
});

test("the exports begin with MLflow's own JSON, unfolded", () => {
  const markup = renderToStaticMarkup(
    <AppContext value={services(chatSignature("current"))}>
      <SignatureExport signature={chatSignature("current")} name="Cell 2" cellId="b" />
    </AppContext>,
  );
  expect(markup).toContain("Download signature.json");
  expect(markup).toContain("&quot;name&quot;: &quot;messages&quot;");
});
