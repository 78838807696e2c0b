/** Every parser of what comes from outside, with good inputs and the words of its format. */
import { readdirSync, readFileSync } from "node:fs";
import JSZip from "jszip";
import { AppError } from "../../src/base/errors.ts";
import { readYaml } from "../../src/base/read-yaml.ts";
import { bundleUrlOf } from "../../src/bundle/bundle-link.ts";
import { bundleOfFiles } from "../../src/bundle/bundle-of-files.ts";
import type { BundleFile, ModelBundle } from "../../src/bundle/bundle.ts";
import { crc32 } from "../../src/bundle/crc32.ts";
import { readBundleFile } from "../../src/bundle/read-bundle-file.ts";
import { safetensorsFault } from "../../src/bundle/weight-faults.ts";
import { readBundleFileImport } from "../../src/bundle/download/import-bundle-file.ts";
import { inspectBundle } from "../../src/bundle/inspect.ts";
import { openZip } from "../../src/bundle/open-zip.ts";
import { sameWeights } from "../../src/bundle/same-weights.ts";
import { sha256 } from "../../src/base/sha256.ts";
import { readUtf8 } from "../../src/base/read-utf8.ts";
import { parseGenaiConfig } from "../../src/genai/config.ts";
import { readIpynb } from "../../src/ipynb/read-ipynb.ts";
import { writeIpynb } from "../../src/ipynb/write-ipynb.ts";
import { readShareFragment, shareLink } from "../../src/ipynb/share-link.ts";
import { withAllForms } from "../../src/ipynb/forms/form-offer.ts";
import { readChatRequest } from "../../src/library/chat-request.ts";
import { runnableModel } from "../../src/library/mlflow-source.ts";
import { readMlmodel } from "../../src/mlflow/open/read-mlmodel.ts";
import { type OpenedModel, openModel } from "../../src/mlflow/open/open-model.ts";
import { signatureOf } from "../../src/mlflow/model-signature.ts";
import { parseInferenceInput } from "../../src/mlflow/parse-inference-input.ts";
import { readModelCard } from "../../src/mlflow/model-card.ts";
import { isRecord } from "../../src/base/record.ts";
import { isHeavyHtml } from "../../src/notebook/heavy-html.ts";
import { isHeavySvg } from "../../src/notebook/heavy-svg.ts";
import { headingsOf } from "../../src/notebook/headings.ts";
import { shownOutputs } from "../../src/notebook/shown-outputs.ts";
import { terminalText } from "../../src/notebook/terminal-text.ts";
import { otlpOf, traceInfoOf } from "../../src/registry/trace.ts";
import { createFromTemplate, templateOf } from "../../src/notebook/templates.ts";
import { readOnnxModel } from "../../src/onnx/onnx-model.ts";
import { inspectPickle } from "../../src/pickle/inspect-pickle.ts";
import { inspectPickles } from "../../src/pickle/inspect-pickles.ts";
import { ChatPrompt } from "../../src/pipeline/chat-prompt.ts";
import { promptMarks } from "../../src/pipeline/prompt-template.ts";
import { pythonPattern } from "../../src/evaluate/python-pattern.ts";
import { readBlock, readTable } from "../../src/evaluate/read-table.ts";
import { parseServerAddress } from "../../src/registry/server-address.ts";
import { parseCsv } from "../../src/scoring-server/csv-request.ts";
import { readJson } from "../../src/scoring-server/read-json.ts";
import { readPythonJson } from "../../src/python-values/read-python-json.ts";
import { parseRequest } from "../../src/scoring-server/request-data.ts";
import { renderChatTemplate } from "../../src/tokenizer/chat-template.ts";
import { Tokenizer } from "../../src/tokenizer/tokenizer.ts";
import { OWN_INTERFACES } from "../../src/wrapper/pyfunc-kinds.ts";
import type { PyfuncWrapper } from "../../src/wrapper/wrapper.ts";
import { defaultWrapper, firstInput, withKind } from "../../src/wrapper/defaults.ts";
import { modelCode } from "../../src/wrapper/class-module.ts";
import { generateCode } from "../../src/wrapper/generate-code.ts";
import { readCode } from "../../src/wrapper/read-code.ts";
import { ADDRESSES } from "./addresses.ts";
import { canonical } from "./canonical.ts";
import { MESSAGES } from "./messages.ts";
import { JSON_WORDS } from "./mutate.ts";
import { PYTHON_CELLS } from "./python-cells.ts";
import { SERVERS } from "./servers.ts";
import type { Claim, Target } from "./target.ts";

const FIXTURES = new URL("../peers/fixtures/", import.meta.url);
const DEMO = new URL("../../public/models/phi3-demo/", import.meta.url);
const CORPUS = new URL("corpus/", import.meta.url);

/** tools/fuzz/peers.py has the same. */
const PATTERN_TEXTS = ["", "a", "The x1 23\n", "\u00e9\u0130 _\u0663", "aaaa\n\nb"];
const PATTERN_WORDS =
  String.raw`( ) [ ] { } * + ? ?? {2} {,3} {1,} ^ $ . | \ \d \W \b \B \A \Z \1 (?: (?= (?! (?<= (?P<n> (?P=n) (?# (?i) (?x) [^ - \x41 \u0041 \0 (?>`.split(
    " ",
  );

const YAML_WORDS = [
  "? ",
  "- ",
  ": ",
  "&a ",
  "*a",
  "<<: ",
  "!!python/object:os.system ",
  "!!binary ",
  "--- ",
  "%YAML 1.1\n",
  "|\n",
  ">\n",
  '"',
  "'",
  "{",
  "[",
  "\t",
  "\u0085",
  "~",
  "012",
  "1:30",
  "2020-01-01",
  "__proto__: ",
];
const JINJA_WORDS = [
  "{% for i in range(10**9) %}",
  "{% endfor %}",
  "{{ 'x' * 400000000 }}",
  "{% if ",
  "{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }}",
  "{% set x = x ~ x %}",
  "[::1000000000000]",
  "|join('')",
  "|replace('', 'aaaa')",
  "{{ raise_exception('",
  "((((",
  "{%-",
  "}}",
  "namespace(a=1)",
  "messages[0]['content']",
  "loop.index",
  " is defined",
  "~",
];
const JINJA_PARTS = [
  "|sort",
  "|tojson",
  "|map(attribute='role')",
  "|selectattr('role', 'equalto', 'user')",
  "|list",
  "|length",
  "|first",
  " is string",
  "{% call f() %}x{% endcall %}",
  "{% filter upper %}",
  "{% set x %}",
  "{% endset %}",
  "{% raw %}",
  "{% endraw %}",
  ".split(' ')",
  ".strip('x')",
  ".items()",
  "['x']",
  "[-1]",
  "10**9",
  "1.5",
  "'%d' % 3",
  "none",
  "true",
  "\n",
  "{#",
  "#}",
  "+%}",
];
const PICKLE_WORDS = [
  "(",
  "}",
  "]",
  "t.",
  "R",
  "b",
  "0",
  "2",
  "\u0000",
  "cos\nsystem\n",
  "S'",
  "I1\n",
  "F1\n",
  "h\u0000",
  "q\u0000",
  "u",
  "s",
  "e",
];
const PYTHON_WORDS = [
  "class A:\n",
  "    def f(self):\n",
  "(((",
  "[[[",
  "'''",
  "\\\n",
  "lambda: ",
  "f'{",
  "mlflow.pyfunc.log_model(",
  "**{",
  "0x",
  "@",
  "\t",
];

const HTML_WORDS = [
  ..."<table> <tr> <td> </table> </td> <col> <div> </div> <p> <b> </b> <a> <li> <ul> <select> <svg> <math> <template> <style> </style> <!-- -->".split(
    " ",
  ),
  "<td colspan=1000>",
  "<td rowspan='65534'>",
  "<img src=x onerror=y>",
  "&amp;",
  "&#x110000;",
  "\u0000",
  '"',
  ">",
];

const decode = (bytes: Uint8Array): string => readUtf8(bytes, "f");
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const file = (url: URL): Uint8Array => new Uint8Array(readFileSync(url));
const demo = (path: string): Uint8Array => file(new URL(path, DEMO));
const fixture = (path: string): Uint8Array => file(new URL(path, FIXTURES));

function blobFile(path: string, content: BlobPart): BundleFile {
  const blob = new Blob([content]);
  return { path, sizeBytes: blob.size, source: { kind: "blob", blob } };
}

const ids = (): (() => string) => {
  let count = 0;
  return () => `id-${(count += 1)}`;
};

/** A tokenizer with few tokens: the demo's takes longer to read than all else. */
const TOKENIZER = fixture("genai/tiny-fp32/tokenizer.json");
const TOKENIZER_CONFIG = fixture("genai/tiny-fp32/tokenizer_config.json");
const CHAT = [
  { role: "system", content: "Be short." },
  { role: "user", content: "Hi" },
];
const OPTION1 = createFromTemplate(templateOf("option1-transformers")!, ids());
const OPTION2 = createFromTemplate(templateOf("option2-pyfunc")!, ids());
const NO_CONTEXT = { demoUrl: "http://localhost/", folderOf: () => null };
const PROMPT_COLUMNS = signatureOf(defaultWrapper("pyfunc")).inputs ?? [];
const COLUMNS = signatureOf(defaultWrapper("transformers")).inputs ?? [];
const MLMODELS = ["option1-model", "option2-model", "option2-from-code-model"].map((name) =>
  fixture(`mlflow/${name}/MLmodel`),
);
const PICKLES = (
  JSON.parse(decode(fixture("pickle/pickletools.json"))) as { cases: { base64: string }[] }
).cases.map(({ base64 }) => new Uint8Array(Buffer.from(base64, "base64")));
const JOBLIB = (
  JSON.parse(decode(fixture("pickle/joblib.json"))) as { cases: { name: string; base64: string }[] }
).cases.map(({ name, base64 }) => ({ name, bytes: new Uint8Array(Buffer.from(base64, "base64")) }));
const writtenBy = (library: string): Uint8Array[] =>
  JOBLIB.filter(({ name }) => name.startsWith(library)).map(({ bytes }) => bytes);
const TEMPLATE =
  (JSON.parse(decode(TOKENIZER_CONFIG)) as { chat_template?: string }).chat_template ??
  (JSON.parse(decode(demo("tokenizer_config.json"))) as { chat_template: string }).chat_template;

const JINJA_TEMPLATES = (
  JSON.parse(decode(fixture("pipeline/chat-templates.json"))) as { cases: { template: string }[] }
).cases.map(({ template }) => template);
const chatPrompt = (template: string): ChatPrompt =>
  new ChatPrompt(JSON.parse(decode(demo("tokenizer_config.json"))), template);

/** Each kind of scalar that YAML 1.1 resolves, and its neighbours. */
const YAML_SCALARS = `ints: [0, 012, 0x1F, 0b11, 1_000, 1:30, -0, 0o7, 1__2]
floats: [1.5, 1e3, 1.0e+3, .5, .inf, -.INF, .nan, 1:30.5, 1_0.5, 1., +.5]
words: [y, n, yes, No, ON, off, true, TRUE, null, Null, ~, "", '']
dates: [2020-01-01, 2020-01-01T00:00:00Z, 2020-1-1 1:02:03.4 +5]
block: |
  a
   b
folded: >-
  a
  b
anchor: &a {x: 1}
merged: {<<: *a, y: 2}
1: number
`;

const KINDS = ["prompt", "params", "chat", "responses"] as const;
const CODES = KINDS.map((kind) =>
  encode(modelCode(generateCode(withKind(defaultWrapper("pyfunc") as PyfuncWrapper, kind)), "Phi3Model")),
);

function mlmodelOf(kind: (typeof KINDS)[number]): string {
  const text = decode(fixture("mlflow/option2-from-code-model/MLmodel"));
  if (kind !== "chat" && kind !== "responses") return text;
  const { loader, task } = OWN_INTERFACES[kind];
  return text.replace("mlflow.pyfunc.loaders.code_model", loader) + `metadata:\n  task: ${task}\n`;
}

async function openedModel(mlmodel: Uint8Array, code: Uint8Array): Promise<OpenedModel> {
  const folder = "artifacts/cpu-int4-rtn-block-32-acc-level-4";
  const files = {
    MLmodel: mlmodel,
    "phi3_model.py": code,
    [`${folder}/genai_config.json`]: demo("genai_config.json"),
    [`${folder}/tokenizer_config.json`]: TOKENIZER_CONFIG,
  };
  const blobs = Object.entries(files).map(([path, bytes]) => ({
    path,
    blob: new Blob([new Uint8Array(bytes)]),
  }));
  return openModel(await bundleOfFiles(blobs, { kind: "zip", fileName: "m.zip" }));
}

/** Of a zip's files, whatever they are called. */
async function checksums({ files }: ModelBundle): Promise<string> {
  const sums = await Promise.all(files.map(async (each) => crc32(0, await readBundleFile(each))));
  return JSON.stringify(sums.toSorted((a, b) => a - b));
}

async function zipOf(
  files: Readonly<Record<string, Uint8Array | string>>,
  compression: "STORE" | "DEFLATE",
): Promise<Uint8Array> {
  const zip = new JSZip();
  for (const [path, content] of Object.entries(files)) zip.file(path, content, { date: new Date(0) });
  return zip.generateAsync({ type: "uint8array", compression });
}

async function bundleZip(): Promise<Uint8Array> {
  const model = encode("{}");
  const list = {
    name: "m",
    files: [
      {
        path: "config.json",
        size: model.length,
        sha256: await sha256(new Uint8Array(model)),
        url: "model/config.json",
      },
    ],
  };
  return zipOf({ "bundle.json": JSON.stringify(list), "model/config.json": model }, "STORE");
}

/** "none": the page says that loading the file imports nothing that needs trust; the peer must agree. */
async function importsOf(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<Claim> {
  const verdicts = await inspectPickles([blobFile(path, bytes)]);
  if (verdicts.length === 0 || verdicts.some(({ fault }) => fault !== null)) return false;
  const isHarmless = verdicts.every(
    ({ concern }) => concern === null || (path.endsWith(".skops") && concern === "known"),
  );
  return isHarmless ? "none" : null;
}

function safetensors(): Uint8Array {
  const header = encode(JSON.stringify({ w: { dtype: "F32", shape: [2], data_offsets: [0, 8] } }));
  const bytes = new Uint8Array(8 + header.length + 8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  return bytes;
}

function render(template: string): string {
  return renderChatTemplate(template, {
    messages: CHAT,
    add_generation_prompt: true,
    bos_token: "<s>",
    eos_token: "<|endoftext|>",
  });
}

/** As workers/inference/transformers reads it. */
function configOf(text: string, read: (json: string) => unknown = JSON.parse): unknown {
  try {
    return read(text);
  } catch (thrown) {
    throw new AppError("invalid-config", "No JSON.", { cause: thrown });
  }
}

/** A request that is no JSON is refused by the server before it is looked into. */
function request(text: string): unknown {
  try {
    return parseRequest(readJson(text), { columns: COLUMNS, rules: "3.17" });
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw new AppError("invalid-input", "No JSON.", { cause: thrown });
    throw thrown;
  }
}

export async function makeTargets(): Promise<Readonly<Record<string, Target>>> {
  const smallZip = await zipOf({ "a/config.json": "{}", "a/b/c.txt": "text".repeat(50) }, "DEFLATE");
  const bundle = await bundleZip();
  const share = (await shareLink(OPTION2, "http://localhost/")).split("#")[1] ?? "";
  const targets: Record<string, Target> = {
    yaml: {
      seeds: [...MLMODELS, encode(YAML_SCALARS)],
      words: YAML_WORDS,
      peer: "yaml",
      read: (bytes) => canonical(readYaml(decode(bytes), "f")),
    },
    mlmodel: {
      seeds: MLMODELS,
      words: [...YAML_WORDS, ...JSON_WORDS],
      read: (bytes) => readMlmodel(decode(bytes)),
    },
    "mlflow-model": {
      seeds: MLMODELS,
      words: [...YAML_WORDS, ...JSON_WORDS],
      read: async (bytes) =>
        openModel(
          await bundleOfFiles(
            [
              { path: "MLmodel", blob: new Blob([bytes]) },
              { path: "python_model.pkl", blob: new Blob([new Uint8Array(PICKLES[0]!)]) },
              {
                path: "artifacts/m/genai_config.json",
                blob: new Blob([new Uint8Array(demo("genai_config.json"))]),
              },
            ],
            { kind: "zip", fileName: "m.zip" },
          ),
        ),
    },
    // A model of each kind of class, as the library's loadMlflowModel opens it.
    "library-model": {
      seeds: KINDS.map((kind) => encode(mlmodelOf(kind))),
      words: [...YAML_WORDS, ...JSON_WORDS, "task: agent/v1/chat", "loaders.responses_agent"],
      read: async (bytes) => runnableModel(await openedModel(bytes, CODES[0]!)),
    },
    "model-code": {
      seeds: CODES,
      words: PYTHON_WORDS,
      read: async (bytes) => runnableModel(await openedModel(encode(mlmodelOf("prompt")), bytes)),
    },
    "model-card": {
      seeds: [encode("---\nlicense: mit\ntags: [a]\n---\n# M\n")],
      words: [...YAML_WORDS, "---\n"],
      read: (bytes) => readModelCard(decode(bytes)),
    },
    pickle: {
      seeds: PICKLES,
      words: PICKLE_WORDS,
      peer: "pickle",
      read: (bytes) => (inspectPickle(bytes).fault === null ? null : false),
    },
    pickles: {
      seeds: [
        ...PICKLES.slice(0, 8),
        await zipOf({ "archive/data.pkl": PICKLES[0]! }, "STORE"),
        await zipOf({ "schema.json": '{"__loader__":"a","__module__":"os","__class__":"x"}' }, "DEFLATE"),
      ],
      words: [...PICKLE_WORDS, ...JSON_WORDS],
      read: (bytes) => inspectPickles([blobFile("model.pkl", bytes)]),
    },
    joblib: {
      seeds: writtenBy("joblib"),
      words: PICKLE_WORDS,
      peer: "joblib",
      read: (bytes) => importsOf("model.joblib", bytes),
    },
    skops: {
      seeds: writtenBy("skops"),
      words: [...JSON_WORDS, '"__module__":', '"__class__":', '"__loader__":', "PK\u0001\u0002"],
      peer: "skops",
      read: (bytes) => importsOf("model.skops", bytes),
    },
    zip: {
      seeds: [smallZip, bundle],
      words: ["PK\u0001\u0002", "PK\u0003\u0004", "../", "\u0000", "\uFFFF"],
      peer: "zip",
      read: async (bytes) => checksums(await openZip(new File([bytes], "m.zip"))),
    },
    "bundle-file": {
      seeds: [bundle],
      words: [...JSON_WORDS, "PK\u0001\u0002"],
      read: (bytes) => readBundleFileImport(new Blob([bytes]), "m.phi3bundle.zip"),
    },
    "bundle-list": {
      seeds: [
        encode(
          '{"name":"m","files":[{"path":"a","size":2,"sha256":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","url":"a"}],"notebook":{"path":"n.ipynb","size":2,"sha256":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}}',
        ),
      ],
      words: JSON_WORDS,
      read: async (bytes) =>
        readBundleFileImport(
          new Blob([
            new Uint8Array(await zipOf({ "bundle.json": bytes, a: "{}", "n.ipynb": "{}" }, "STORE")),
          ]),
          "m.phi3bundle.zip",
        ),
    },
    onnx: {
      seeds: [fixture("genai/tiny-grouped/model.onnx").subarray(0, 60_000), fixture("external/offsets.onnx")],
      words: ["\u0000", "\u00ff", "\n", ":", "\u0007"],
      peer: "onnx",
      read: async (bytes) => {
        await readOnnxModel(new Blob([bytes]));
        return null;
      },
    },
    safetensors: {
      seeds: [safetensors()],
      words: JSON_WORDS,
      peer: "safetensors",
      read: async (bytes) => {
        const file = blobFile("a", bytes);
        await sameWeights(file, blobFile("b", new Uint8Array(safetensors())), {});
        return (await safetensorsFault(file, { kind: "embedded" })) === null ? null : false;
      },
    },
    "model-files": {
      seeds: [demo("config.json"), demo("genai_config.json"), demo("generation_config.json")],
      words: JSON_WORDS,
      read: (bytes) =>
        inspectBundle({
          id: "m",
          name: "m",
          origin: { kind: "zip", fileName: "m" },
          isDemo: false,
          description: "",
          files: [
            "config.json",
            "genai_config.json",
            "model.safetensors.index.json",
            "README.md",
            "tokenizer.json",
            "tokenizer_config.json",
          ].map((path) => blobFile(path, bytes)),
        }),
    },
    genai_config: {
      seeds: [demo("genai_config.json")],
      words: JSON_WORDS,
      peer: "genai_config",
      read: (bytes) => {
        parseGenaiConfig(bytes);
        return null;
      },
    },
    tokenizer: {
      seeds: [TOKENIZER],
      words: [...JSON_WORDS, '"added_tokens":', '"model":', '"merges":', '"vocab":', '"decoders":'],
      peer: "tokenizer",
      read: (bytes) => {
        const tokenizer = Tokenizer.fromFiles({
          "tokenizer.json": decode(bytes),
          "tokenizer_config.json": decode(TOKENIZER_CONFIG),
        });
        return tokenizer.decode(tokenizer.encode("Hello, world <s>"));
      },
    },
    tokenizer_config: {
      seeds: [TOKENIZER_CONFIG, demo("tokenizer_config.json")],
      words: [...JSON_WORDS, '"chat_template":'],
      peer: "tokenizer_config",
      read: (bytes) => {
        Tokenizer.fromFiles({ "tokenizer.json": decode(TOKENIZER), "tokenizer_config.json": decode(bytes) });
        return null;
      },
    },
    "chat-template": {
      seeds: [
        encode(TEMPLATE),
        encode(
          "{% for m in messages %}{{ '<|' + m['role'] + '|>' + m['content']|trim + '<|end|>' }}{% endfor %}",
        ),
      ],
      words: JINJA_WORDS,
      peer: "chat-template",
      read: (bytes) => {
        const rendered = render(decode(bytes));
        promptMarks(
          (messages) =>
            renderChatTemplate(decode(bytes), {
              messages,
              add_generation_prompt: true,
              bos_token: "",
              eos_token: "",
            }),
          "",
        );
        return rendered;
      },
    },
    "jinja-template": {
      // All of them are compared in src/tokenizer/jinja.
      seeds: [...JINJA_TEMPLATES.filter((_, at) => at % 12 === 0).map(encode), encode(TEMPLATE)],
      words: [...JINJA_WORDS, ...JINJA_PARTS],
      peer: "jinja",
      read: (bytes) => chatPrompt(decode(bytes)).render(CHAT),
    },
    "jinja-config": {
      seeds: [TOKENIZER_CONFIG, demo("tokenizer_config.json")],
      words: [...JSON_WORDS, '"chat_template":', '[{"name":"default","template":"a"}]'],
      read: (bytes) => new ChatPrompt(configOf(decode(bytes)), undefined).render(CHAT),
    },
    ipynb: {
      seeds: [
        encode(writeIpynb(OPTION1, new Map(), NO_CONTEXT)),
        encode(writeIpynb(OPTION2, new Map(), NO_CONTEXT)),
        encode(
          '{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"code","id":"a","metadata":{},"source":["import mlflow\\n","mlflow.pyfunc.log_model(name=\\"m\\")"],"outputs":[],"execution_count":null}]}',
        ),
      ],
      words: [...JSON_WORDS, '"cell_type"', '"source"', '"metadata"', '"outputs"'],
      peer: "ipynb",
      read: (bytes) => {
        const { notebook, runs, notes } = readIpynb(decode(bytes), { fallbackTitle: "f", newId: ids() });
        writeIpynb(notebook, runs, NO_CONTEXT);
        return notes.length === 0 ? null : false;
      },
    },
    // Code cells, as the page looks for forms in them.
    "code-cells": {
      seeds: [
        encode(generateCode(defaultWrapper("transformers"))),
        encode(generateCode(defaultWrapper("pyfunc"))),
        encode(
          "import mlflow\n%pip install x\nwith mlflow.start_run():\n    mlflow.pyfunc.log_model(name='m')\n",
        ),
      ],
      words: [...PYTHON_WORDS, "%%bash\n", "!ls\n", "with mlflow.start_run():\n", "model_info = "],
      read: (bytes) =>
        withAllForms(
          { ...OPTION2, cells: [{ type: "code", kind: "python", id: "c", source: decode(bytes) }] },
          ids(),
        ),
    },
    outputs: {
      seeds: [
        encode(
          '[{"output_type":"stream","name":"stdout","text":["a\\r","b\\u001b[31mc\\b"]},{"output_type":"execute_result","execution_count":1,"metadata":{"image/png":{"width":2}},"data":{"text/html":["<b>a</b>"],"text/plain":"a","application/json":{"a":[1]},"image/png":"AA=="}},{"output_type":"error","ename":"E","evalue":"v","traceback":["t"]}]',
        ),
      ],
      words: [...JSON_WORDS, '"text/html":', '"image/svg+xml":', '"text/markdown":', "\\u001b[38;5;300m"],
      read: (bytes) => {
        const value = configOf(decode(bytes));
        const outputs = Array.isArray(value) ? value.filter(isRecord) : [];
        return shownOutputs(outputs).map((output) => output.type === "text" && terminalText(output.text));
      },
    },
    html: {
      seeds: [
        "<table border=1><thead><tr><th></th><th colspan=2>a</th></tr></thead><tbody><tr><td rowspan=2>1</td></tr></tbody></table>",
        "<div style='color:red'><p>a<b>b</b><ul><li>c</ul><img src='data:image/png;base64,AA=='></div>",
      ].map(encode),
      words: HTML_WORDS,
      read: (bytes) => isHeavyHtml(decode(bytes)),
    },
    svg: {
      seeds: [
        '<svg xmlns="http://www.w3.org/2000/svg"><style>.a{fill:url(#p)}</style><defs><g id="p"><path d="M0 0"/></g></defs><use href="#p"/></svg>',
      ].map(encode),
      words: [
        "<use href='#p'/>",
        "<g>",
        "</g>",
        "<!--",
        "<![CDATA[",
        "&#x22;",
        "url(#",
        "<!ENTITY a 'b'>",
        "/>",
      ],
      read: (bytes) => isHeavySvg(decode(bytes)),
    },
    markdown: {
      seeds: ["# A\n\n- b\n  - c\n\n| d | e |\n|---|---|\n| f | g |\n\n[h](i) `j` **k**\n"].map(encode),
      words: ["> ", "- ", "1. ", "[", "](", "|", "*", "_", "`", "\n\n", "    ", "<b>", "&amp;", "\\"],
      read: (bytes) => headingsOf({ type: "markdown", id: "m", source: decode(bytes) }),
    },
    link: {
      seeds: [encode(share)],
      words: ["A", "_", "-", "%", "="],
      read: (bytes) => readShareFragment(`#${decode(bytes)}`, "id"),
    },
    "bundle-link": {
      seeds: [encode("#bundle=https%3A%2F%2Fhost.example%2Fm%2Fbundle.json")],
      words: ["%", "%ff", "://", "javascript:", "[", "@"],
      read: (bytes) => bundleUrlOf(decode(bytes)),
    },
    "server-address": {
      seeds: [encode("http://localhost:5000"), encode("https://host.example/mlflow")],
      words: ["%", "://", "[", "@", ":99999", "//", "#", "?"],
      read: (bytes) => parseServerAddress(decode(bytes)),
    },
    "chat-input": {
      seeds: [encode(firstInput("messages"))],
      words: JSON_WORDS,
      read: (bytes) => parseInferenceInput(decode(bytes), defaultWrapper("transformers")),
    },
    "prompt-input": {
      seeds: [encode(firstInput("prompt"))],
      words: JSON_WORDS,
      read: (bytes) => parseInferenceInput(decode(bytes), defaultWrapper("pyfunc")),
    },
    "json-request": {
      seeds: [
        encode('{"inputs": {"messages": [{"role": "user", "content": "Hi"}]}}'),
        encode('{"dataframe_split": {"columns": ["messages"], "data": [["a"]]}}'),
      ],
      words: JSON_WORDS,
      peer: "json",
      read: (bytes) => {
        request(decode(bytes));
        return null;
      },
    },
    // A minute's pattern may never end: only whether it is one is tried, and what short texts it matches.
    pattern: {
      seeds: [
        String.raw`^(?P<a>\w+) \d{2,}|[^a-z\]]+$`,
        String.raw`(?is)(?<=x)\bThe(?!\s)(?P=a)?.\Z`,
        String.raw`(?<=a{2}|xx)(?<!(?:b|c)d)e(?P<n>f)(?=g)+(?P=n)`,
        String.raw`(a)(?:b(c)|d)*\1\x41\101(?#e)?$`,
      ].map(encode),
      words: PATTERN_WORDS,
      peer: "pattern",
      read: (bytes) => {
        const pattern = pythonPattern(decode(bytes), false);
        return PATTERN_TEXTS.map((text) => Number(pattern.test(text))).join("");
      },
    },
    block: {
      seeds: [encode('a\tb\n"c\nd"\te\n')],
      words: ["\t", '"', '""', "\n", "\r", "\u0000"],
      read: (bytes) => readBlock(decode(bytes)),
    },
    "chat-request": {
      seeds: [
        encode(
          '{"messages":[{"role":"user","content":"Hi"}],"max_tokens":3,"temperature":0.5,"stop":["a"],"stream":true,"seed":1,"n":1}',
        ),
      ],
      words: JSON_WORDS,
      read: (bytes) => readChatRequest(configOf(decode(bytes)) as never),
    },
    trace: {
      seeds: [encode('{"messages":[{"role":"user","content":"Hi"}],"n":1.0,"b":12345678901234567890}')],
      words: JSON_WORDS,
      read: (bytes) => {
        const json = decode(bytes);
        configOf(json, readPythonJson);
        const call = {
          name: "predict",
          inputs: json,
          outputs: json,
          startedAtMs: 0,
          durationMs: 1,
          firstTokenMs: null,
          tokens: null,
          attributes: {},
          error: null,
        };
        const traceIds = { trace: "0".repeat(32), span: "0".repeat(16) };
        return [otlpOf(call, traceIds), traceInfoOf(call, traceIds, "0", null)];
      },
    },
    table: {
      seeds: [
        encode('prompt,expected\n"Hi, ""you""",1\n,2\n'),
        encode("a\tb\n1\t2\n"),
        encode('{"a": 1, "b": null}\n{"a": "x"}\n'),
        encode('[{"a": [1]}, {"__proto__": 2}]'),
      ],
      words: [...JSON_WORDS, '"', ",", ";", "\t", "\r\n", "\uFEFF", '""'],
      read: (bytes) => readTable(decode(bytes)),
    },
    csv: {
      seeds: [encode('prompt,n\n"Hi, you",1\n"a ""b""",2\n')],
      words: ['"', ",", "\n", "\r\n", '""', "NaN", "\u0000"],
      read: (bytes) => parseCsv(decode(bytes), { columns: PROMPT_COLUMNS, rules: "3.17" }),
    },
    python: {
      seeds: [
        encode(generateCode(defaultWrapper("transformers"))),
        encode(generateCode(defaultWrapper("pyfunc"))),
      ],
      words: PYTHON_WORDS,
      read: (bytes) => readCode(decode(bytes), defaultWrapper("pyfunc")),
    },
    ...ADDRESSES,
    ...MESSAGES,
    ...PYTHON_CELLS,
    ...SERVERS,
  };
  return Object.fromEntries(
    Object.entries(targets).map(([name, target]) => [
      name,
      { ...target, seeds: [...target.seeds, ...kept(name)] },
    ]),
  );
}

/** Inputs that were found to fail once; they are tried first, and then mutated as the others. */
function kept(target: string): Uint8Array[] {
  return readdirSync(CORPUS)
    .filter((name) => name.startsWith(`${target}.`))
    .toSorted()
    .map((name) => file(new URL(name, CORPUS)));
}
