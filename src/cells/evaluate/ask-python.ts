/** The Python that asks a model for a row and counts its tokens: used by the saved notebook, and by the page if the class runs itself. */
import { pythonString } from "#wrapper/python-literal.ts";
import { PROFILES } from "#wrapper/version-profile.ts";
import { kindOf } from "#wrapper/pyfunc-kinds.ts";
import type { PyfuncWrapper, TransformersTask, Wrapper } from "#wrapper/wrapper.ts";

interface Asking {
  /** Imports of its libraries, as lines. */
  readonly imports: readonly string[];
  /** Loads the model, and the files that counting needs. */
  readonly loading: string;
  /** Defines `ask(request)`, which returns the answer's text and the token counts of prompt and completion, by asking `loaded_model`. */
  readonly ask: string;
}

/**
 * @param editedCode of the wrapper cell, null for the generated one.
 * @param seed for option 1's sampling.
 */
export function askPython(wrapper: Wrapper, editedCode: string | null, seed: number | undefined): Asking {
  if (wrapper.option === "transformers")
    return { imports: ["import transformers"], loading: LOADING, ask: askPipeline(wrapper.task, seed) };
  const counts = [COUNTING[PROFILES[wrapper.profile].generateApi]];
  if (editedCode !== null && /\btransformers\b/.test(editedCode)) counts.push(OF_TRANSFORMERS);
  return {
    imports: [
      "from unittest.mock import patch",
      ...counts.map(({ library }) => library),
      "import numpy as np",
    ],
    loading: `model_path = mlflow.artifacts.download_artifacts(model_info.model_uri)
loaded_model = mlflow.pyfunc.load_model(model_path)
onnx_artifact = model_info.flavors["python_function"]["artifacts"][${pythonString(wrapper.artifactsKey)}]
with open(f"{model_path}/{onnx_artifact['path']}/genai_config.json", encoding="utf-8") as file:
    genai_config = json.load(file)
`,
    ask: askCounted(counts, textOf(wrapper, editedCode !== null)),
  };
}

function askPipeline(task: TransformersTask, seed: number | undefined): string {
  const ask = `def ask(request):
${seed === undefined ? "" : `    transformers.set_seed(${seed})\n`}    answer = loaded_model.predict(request)[0]
`;
  if (task === "text-generation") {
    // The prompt precedes the answer in it.
    return `${ask}    tokenizer = loaded_model.get_raw_model().tokenizer
    prompt = request["prompt"]
    return answer, len(tokenizer(prompt)["input_ids"]), len(tokenizer(answer[len(prompt) :], add_special_tokens=False)["input_ids"])
`;
  }
  const text = task === "llm/v1/chat" ? '["message"]["content"]' : '["text"]';
  return `${ask}    usage = answer["usage"]
    return answer["choices"][0]${text}, usage["prompt_tokens"], usage["completion_tokens"]
`;
}

const LOADING = "loaded_model = mlflow.pyfunc.load_model(model_uri=model_info.model_uri)\n";

interface Counting {
  readonly library: string;
  readonly functions: string;
  /** Class, method, and its replacement. */
  readonly patches: readonly (readonly [string, string, string])[];
}

/** predict returns only an answer, so tokens are counted in the library's calls. */
const COUNTING: Readonly<Record<"append_tokens" | "input_ids", Counting>> = {
  append_tokens: {
    library: "import onnxruntime_genai as og",
    functions: `    create, append_tokens = og.Generator.__init__, og.Generator.append_tokens
    generate_next_token = og.Generator.generate_next_token
    prompts, batches = {}, set()

    def counted_create(generator, *arguments):
        create(generator, *arguments)
        prompts[id(generator)] = 0
        batches.discard(id(generator))

    def counted_append(generator, tokens):
        append_tokens(generator, tokens)
        ids = np.asarray(tokens.as_numpy() if hasattr(tokens, "as_numpy") else tokens)
        counts["prompt"] += ids.size
        prompts[id(generator)] += ids.shape[-1]
        if ids.ndim > 1:
            batches.add(id(generator))

    def counted_next(generator):
        generate_next_token(generator)
        tokens = generator.get_next_tokens()
        if len(tokens) == 1 or id(generator) in batches:
            counts["completion"] += made(tokens)
        elif generator.is_done():
            # Beams: of the best one
            counts["completion"] += made(generator.get_sequence(0)[prompts[id(generator)] :])
`,
    patches: [
      ["og.Generator", "__init__", "counted_create"],
      ["og.Generator", "append_tokens", "counted_append"],
      ["og.Generator", "generate_next_token", "counted_next"],
    ],
  },
  input_ids: {
    library: "import onnxruntime_genai as og",
    functions: `    generate, create, generate_next_token = og.Model.generate, og.Generator.__init__, og.Generator.generate_next_token

    def counted_generate(model, params):
        sequences = generate(model, params)
        ids = np.asarray(params.input_ids)
        counts["prompt"] += ids.size
        counts["completion"] += sum(made(sequence[ids.shape[-1] :]) for sequence in sequences)
        return sequences

    def counted_create(generator, model, params):
        create(generator, model, params)
        counts["prompt"] += np.asarray(params.input_ids).size

    def counted_next(generator):
        generate_next_token(generator)
        counts["completion"] += made(generator.get_next_tokens())
`,
    patches: [
      ["og.Model", "generate", "counted_generate"],
      ["og.Generator", "__init__", "counted_create"],
      ["og.Generator", "generate_next_token", "counted_next"],
    ],
  },
};

const OF_TRANSFORMERS: Counting = {
  library: "import transformers",
  functions: `    transformers_generate = transformers.GenerationMixin.generate

    def counted_ids(model, inputs=None, *arguments, **options):
        sequences = transformers_generate(model, inputs, *arguments, **options)
        given = options["input_ids"] if inputs is None else inputs
        counts["prompt"] += given.shape[0] * given.shape[-1]
        rows = getattr(sequences, "sequences", sequences).tolist()
        counts["completion"] += sum(made(row[given.shape[-1] :]) for row in rows)
        return sequences
`,
  patches: [["transformers.GenerationMixin", "generate", "counted_ids"]],
};

/** Turns an answer into the text for the checks; "" for a class whose answer is a text. */
function textOf(wrapper: PyfuncWrapper, isEdited: boolean): string {
  const kind = kindOf(wrapper);
  if (kind === "chat" || kind === "responses") return TEXT_OF_KINDS[kind];
  return isEdited ? TEXT_OF : "";
}

function askCounted(counts: readonly Counting[], text: string): string {
  const patches = counts.flatMap((each) => each.patches);
  return `eos = genai_config["model"]["eos_token_id"]
# The token that ends an answer is none of it; some versions put a pad in its place
ends = {*(eos if isinstance(eos, list) else [eos]), genai_config["model"].get("pad_token_id")}


def made(tokens):
    return sum(int(token) not in ends for token in tokens)

${text}
def ask(request):
    """predict gives an answer alone: its tokens are counted where the library takes and makes them."""
    counts = {"prompt": 0, "completion": 0}
${counts.map(({ functions }) => functions).join("\n")}
    with (
${patches.map(([owner, name, counted]) => `        patch.object(${owner}, "${name}", ${counted}),\n`).join("")}    ):
        output = ${text !== "" ? "text_of(loaded_model.predict(request))" : "loaded_model.predict(request)"}
    return output, counts["prompt"], counts["completion"]
`;
}

const TEXT_OF_KINDS = {
  chat: `
def text_of(output):
    return output["choices"][0]["message"].get("content") or ""

`,
  responses: `
def text_of(output):
    return "".join(part.get("text", "") for item in output["output"] for part in item.get("content") or [])

`,
} as const;

/** An edited class can return anything. */
const TEXT_OF = `
def text_of(output):
    """What the checks read: texts as they are, and other values as JSON where they have one"""
    if hasattr(output, "__next__"):
        output = list(output)
        if all(isinstance(each, str) for each in output):
            return "".join(output)
    try:
        return output if isinstance(output, str) else json.dumps(output)
    except (TypeError, ValueError):
        return str(output)

`;
