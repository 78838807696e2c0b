/** Notebooks of code cells whose last cell logs a model, each with what is asked of that model, once it is loaded. */

import type { VersionProfile } from "#wrapper/version-profile.ts";

export interface LoggingCells {
  readonly name: string;
  readonly cells: readonly string[];
  /** Python over `loaded`. */
  readonly ask: string;
}

/** A class around the page's model that answers eight tokens. */
const ANSWER = `class Phi3(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3"])
        self.tokenizer = og.Tokenizer(self.model)

    def answer(self, prompt):
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=48, do_sample=False)
        generator = og.Generator(self.model, params)
        generator.append_tokens(self.tokenizer.encode(prompt))
        text = ""
        for _ in range(8):
            if generator.is_done():
                break
            generator.generate_next_token()
            text += self.tokenizer.decode(generator.get_next_tokens())
        return text

    def predict(self, context, model_input, params=None):
        return [self.answer(row["prompt"]) for row in model_input.to_dict("records")]
`;
const IMPORTS = "import mlflow\nimport onnxruntime_genai as og";
const REQUIREMENTS = 'pip_requirements=["onnxruntime-genai", "numpy"]';
const QUESTION = "<|user|>What is the capital of Spain?<|end|><|assistant|>";

export const loggingCells: readonly LoggingCells[] = [
  {
    name: "a class around the page's model, with what it reads of other cells",
    cells: [
      `${IMPORTS}\nimport re as patterns\nfrom dataclasses import dataclass`,
      "SYSTEM = 'Be brief.'\nLIMITS = {'words': 3, 'ratio': 1.0, 'of': (1, 2)}\nWORD = patterns.compile(r'\\w+')\nunused = object()",
      `def first_words(text, count):
    return " ".join(WORD.findall(text)[:count])

@dataclass
class Shown:
    text: str
    of: tuple = LIMITS["of"]`,
      ANSWER,
      `class Brief(Phi3):
    def __init__(self, prefix, options):
        self.prefix, self.options = prefix, options

    def predict(self, context, model_input, params=None):
        answers = super().predict(context, model_input)
        return [self.prefix + Shown(first_words(each, LIMITS["words"])).text + self.options["end"] for each in answers]`,
      `info = mlflow.pyfunc.log_model(
    name="brief", python_model=Brief("> ", {"end": "."}), artifacts={"phi3": "models/phi3-demo"}, ${REQUIREMENTS},
    input_example={"prompt": "${QUESTION}"}, metadata={"owner": "me", "stages": [1, 2]},
    signature=mlflow.models.infer_signature({"prompt": "x"}, ["y"]),
)`,
    ],
    ask: `loaded.predict({"prompt": "${QUESTION}"})`,
  },
  {
    name: "a class without a model, with params",
    cells: [
      "%pip install mlflow\nimport mlflow",
      `class Echo(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return [f"{row['text']}, {params['mood']}" for row in model_input.to_dict("records")]

info = mlflow.pyfunc.log_model(name="echo", python_model=Echo(), input_example=({"text": "hi"}, {"mood": "glad"}))`,
    ],
    ask: 'loaded.predict({"text": "hello"}, params={"mood": "sad"})',
  },
  {
    name: "a function with type hints",
    cells: [
      "import mlflow\nENDS = ['!', '?']",
      `def shout(model_input: list[str]) -> list[str]:
    return [text.upper() + ENDS[0] for text in model_input]

info = mlflow.pyfunc.log_model(name="shout", python_model=shout, input_example=["hi"])`,
    ],
    ask: 'loaded.predict(["one", "two"])',
  },
  {
    name: "models from code, with a small file of its own",
    cells: [
      `OWN_MODEL = """import mlflow
from mlflow.models import set_model

class Reader(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        with open(context.artifacts["words"], encoding="utf-8") as file:
            self.words = file.read().split()

    def predict(self, context, model_input, params=None):
        return [self.words[i] for i in model_input["at"]]

set_model(Reader())
"""
with open("own_model.py", "w", encoding="utf-8") as file:
    file.write(OWN_MODEL)`,
      `import mlflow
with open("words.txt", "w", encoding="utf-8") as file:
    file.write("zero one zwölf")
info = mlflow.pyfunc.log_model(name="reader", python_model="own_model.py", artifacts={"words": "words.txt"}, input_example={"at": [1]})`,
    ],
    ask: 'loaded.predict({"at": [2, 0]})',
  },
  {
    name: "a ChatModel",
    cells: [
      `import mlflow
from mlflow.types.llm import ChatChoice, ChatCompletionResponse, ChatMessage

class Parrot(mlflow.pyfunc.ChatModel):
    def predict(self, context, messages, params):
        return ChatCompletionResponse(choices=[ChatChoice(message=ChatMessage("assistant", messages[-1].content))], model="parrot")

info = mlflow.pyfunc.log_model(name="parrot", python_model=Parrot())`,
    ],
    ask: 'loaded.predict({"messages": [{"role": "user", "content": "Hello"}]})["choices"]',
  },
  {
    name: "a saved model",
    cells: [
      `${IMPORTS}\n${ANSWER}`,
      `mlflow.pyfunc.save_model("saved_phi3", python_model=Phi3(), artifacts={"phi3": "models/phi3-demo"}, ${REQUIREMENTS}, extra_pip_requirements=None)\nclass info:\n    model_uri = "saved_phi3"`,
    ],
    ask: `loaded.predict(__import__("pandas").DataFrame({"prompt": ["${QUESTION}"]}))`,
  },
  {
    name: "a pipeline",
    cells: [
      "import mlflow\nimport transformers",
      `info = mlflow.transformers.log_model(
    transformers.pipeline("text-generation", model="models/phi3-demo"), name="chat", task="llm/v1/chat",
    prompt_template="Answer in {{one}} word. {prompt}",
    model_config={"max_length": 60, "truncation": True}, metadata={"owner": "me"},
    input_example={"messages": [{"role": "user", "content": "Hi"}]},
)`,
    ],
    ask: 'loaded.predict({"messages": [{"role": "user", "content": "What is the capital of Spain?"}]})[0]["choices"]',
  },
];

/**
 * Of mid-2024: onnxruntime-genai 0.3 loads no graph of the embedded model, and rounds otherwise than the page's engine, so models that
 * generate with it have other answers. MLflow 2.14 has no ChatModel in the page, and gives a function with the hint list[str] a table.
 */
const IN_MID_2024: ReadonlySet<string> = new Set([
  "a class without a model, with params",
  "models from code, with a small file of its own",
  "a pipeline",
]);

/** The cells in the calls of that profile's MLflow. */
export function loggingCellsOf(profile: VersionProfile): readonly LoggingCells[] {
  if (profile === "current") return loggingCells;
  return loggingCells
    .filter(({ name }) => profile !== "mid-2024" || IN_MID_2024.has(name))
    .map((each) => ({
      ...each,
      // MLflow 2 has no name of a logged model.
      cells: each.cells.map((cell) => cell.replaceAll(/(?<![\w.])name="(\w+)"/g, 'artifact_path="$1"')),
    }));
}
