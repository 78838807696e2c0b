import { expect, test } from "./shared-page.ts";

const COMMIT = "0a1b2c3d4e".repeat(4);

test("option 1 by reference names the repository that is typed, and the embedded model has none of its own", async ({
  notebook,
}) => {
  await notebook.openOption(1);
  const wrapper = notebook.cell("Wrapper");
  await wrapper.getByLabel("Weights").selectOption("By reference to the hub");
  await notebook.runAll();
  const artifact = notebook.cell("Artifact");
  await expect(artifact).toContainText("Phi-3 demo (embedded) did not come from one");

  await wrapper.getByLabel("Repository").fill("me/phi");
  await expect(wrapper).toContainText("A commit is its 40 hexadecimal digits");
  await wrapper.getByLabel("Commit").fill(COMMIT);
  await notebook.run(artifact);
  await artifact.getByLabel("Include SHA256SUMS").check();
  const { files } = await notebook.download(artifact);
  expect(Object.keys(files)).toEqual(
    ["MLmodel", "conda.yaml", "python_env.yaml", "requirements.txt", "SHA256SUMS"].map(
      (name) => `phi3-mlflow-model/${name}`,
    ),
  );
  expect(files["phi3-mlflow-model/MLmodel"]).toContain(`source_model_revision: ${COMMIT}`);
  expect(files["phi3-mlflow-model/SHA256SUMS"]?.trim().split("\n")).toHaveLength(4);
});
