import JSZip from "jszip";
import { expect, it } from "vitest";
import { openZip } from "./open-zip.ts";
import { openModelFile } from "./open-model-file.ts";

it("a file that is no zip is told by its name, by what it is, and by what could be opened instead", async () => {
  await expect(openModelFile(openZip, new File(["Dear friend"], "letter.txt"))).rejects.toMatchObject({
    code: "invalid-bundle",
    message:
      "This page cannot open letter.txt; found the text “Dear friend”. It opens notebooks (.ipynb), notebooks with " +
      "their model (.phi3bundle.zip), and models, also MLflow models, as a folder or a .zip.",
  });
});

it("what is named as a zip, or is one, is opened as one", async () => {
  const zip = await new JSZip().file("config.json", "{}").generateAsync({ type: "uint8array" });
  await expect(openModelFile(openZip, new File(["no zip"], "a.zip"))).rejects.toMatchObject({
    code: "invalid-zip",
  });
  const { files } = await openModelFile(openZip, new File([zip as Uint8Array<ArrayBuffer>], "model"));
  expect(files.map(({ path }) => path)).toEqual(["config.json"]);
});
