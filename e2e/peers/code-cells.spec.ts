/** A code cell and a real MLflow tracking server: through the page's question and its registry worker. */
import { MlflowServer } from "../mlflow-server.ts";
import { expect, test } from "../test.ts";

test.use({ editor: "plain" });

let server: MlflowServer;
test.beforeAll(async () => {
  server = await MlflowServer.start();
});
test.afterAll(() => server.stop());

test("a code cell logs to a server that the person lets it use, and to none that they refuse", async ({
  notebook,
}) => {
  const source = (address: string): string =>
    [
      "import mlflow",
      `mlflow.set_tracking_uri("${address}")`,
      'with mlflow.start_run(run_name="of a cell"):',
      '    mlflow.log_param("depth", 3)',
      '    mlflow.log_text("Hello", "notes/hello.txt")',
      'print([run.data.params for run in mlflow.MlflowClient().search_runs(["0"])])',
    ].join("\n");
  const cells = [source("http://127.0.0.1:9"), source(server.url), "print(mlflow.get_experiment('0').name)"];
  await notebook.documentFile().setInputFiles({
    name: "cells.ipynb",
    mimeType: "application/json",
    buffer: Buffer.from(
      JSON.stringify({
        cells: cells.map((each, at) => ({
          cell_type: "code",
          execution_count: null,
          id: `c${at}`,
          metadata: {},
          outputs: [],
          source: each,
        })),
        metadata: { kernelspec: { display_name: "Python 3", language: "python", name: "python3" } },
        nbformat: 4,
        nbformat_minor: 5,
      }),
    ),
  });
  await expect(notebook.cells()).toHaveCount(cells.length);
  const cell = (at: number) => notebook.cells().nth(at);
  const run = (at: number) => cell(at).getByRole("button", { name: /^Run / }).click();

  await run(0);
  const refused = cell(0).getByRole("region", {
    name: "Let this notebook's Python use http://127.0.0.1:9?",
  });
  await refused.getByRole("button", { name: "Don't let it" }).click();
  await expect(cell(0)).toContainText(
    "MlflowException: You did not let this notebook's Python use http://127.0.0.1:9.",
  );

  await run(1);
  const question = cell(1).getByRole("region", { name: `Let this notebook's Python use ${server.url}?` });
  await expect(question).toContainText("with your credentials for it");
  await question.getByRole("button", { name: "Let it use the server" }).click();
  await expect(cell(1)).toContainText("[{'depth': '3'}]");
  await expect(cell(1)).toContainText("View run of a cell at:");
  await expect(question).toBeHidden();
  // The answer holds for the notebook.
  await run(2);
  await expect(cell(2)).toContainText("Default");
});
