import { Download } from "lucide-react";
import { useState } from "react";
import { useApp } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { languageOf } from "#components/code/coloured-line.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { saveFile } from "#components/ui/save-file.ts";
import { SelectField } from "#components/ui/select-field.tsx";
import { inputJsonSchema, outputJsonSchema } from "#mlflow/export/json-schema.ts";
import { openApi } from "#mlflow/export/openapi.ts";
import { typescriptTypes } from "#mlflow/export/typescript.ts";
import { signatureToJson } from "#mlflow/signature-print.ts";
import type { Signature } from "#mlflow/signature.ts";
import type { CellId } from "#notebook/cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";

const FORMATS = ["json", "input-schema", "output-schema", "openapi", "typescript"] as const;
type Format = (typeof FORMATS)[number];

const FILE_NAMES: Readonly<Record<Format, string>> = {
  json: "signature.json",
  "input-schema": "input.schema.json",
  "output-schema": "output.schema.json",
  openapi: "openapi.json",
  typescript: "model-types.ts",
};

interface SignatureExportProps {
  readonly signature: Signature;
  readonly name: string;
  readonly cellId: CellId;
}

/** The signature in formats that other tools read. */
export function SignatureExport({ signature, name, cellId }: SignatureExportProps) {
  const texts = useTexts().signatureViews;
  const [format, setFormat] = useState<Format>("json");
  const model = useApp(({ notebook }) => {
    const id = notebook ? upstreamOf(notebook, cellId).wrapper : undefined;
    const wrapper = notebook?.cells.find((cell) => cell.id === id);
    return wrapper?.type === "wrapper" ? wrapper.wrapper.form.name : "model";
  });
  const text = textOf(signature, format, model);
  return (
    <div className="signature-export">
      <div className="row">
        <SelectField
          label={texts.format}
          value={format}
          choices={FORMATS.map((id) => ({ id, name: texts.formats[id] }))}
          onChange={setFormat}
        />
        <button
          type="button"
          className="button"
          onClick={() => saveFile(new Blob([text], { type: "text/plain" }), FILE_NAMES[format])}
        >
          <Download aria-hidden /> {texts.download(FILE_NAMES[format])}
        </button>
      </div>
      <CodeBlock
        text={text}
        label={`${name}, ${texts.formats[format]}`}
        hint={texts.hints[format]}
        language={languageOf(FILE_NAMES[format])}
      />
    </div>
  );
}

function textOf(signature: Signature, format: Format, model: string): string {
  switch (format) {
    case "json":
      return indented(parsed(signature));
    case "input-schema":
      return indented(inputJsonSchema(signature, `${model}: input`));
    case "output-schema":
      return indented(outputJsonSchema(signature, `${model}: output`));
    case "openapi":
      return indented(openApi(signature, model));
    case "typescript":
      return typescriptTypes(signature);
  }
}

/** MLmodel stores each schema as JSON in a text; here they are expanded. */
function parsed(signature: Signature): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(signatureToJson(signature)).map(([part, json]) => [
      part,
      json === null ? null : JSON.parse(json),
    ]),
  );
}

function indented(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
