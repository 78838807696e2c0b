/** The wrappers of tools/peers/python_cells, as wrapper cells have them, and what real MLflow answered. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { moduleSession } from "./module-session.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
export const DEMO = `${root}public/models/phi3-demo`;

/** JSON texts, as an inference cell has them. */
export interface AskedJson {
  readonly input: string;
  readonly params?: string;
}

export interface Outcome {
  readonly type?: string;
  readonly repr?: string;
  readonly error?: string;
  readonly message?: string;
}

interface EditedWrapper {
  readonly name: string;
  /** The cell's Python, with its call of log_model. */
  readonly code: string;
  readonly questions: readonly AskedJson[];
  /** Real MLflow's to each question; of a model that it refuses to log, the one error. */
  readonly answers: readonly Outcome[];
  readonly isRefused: boolean;
}

interface CaseJson {
  readonly name: string;
  readonly source: string;
  readonly logging: string;
  /** null for what the JSON of an inference cell cannot say. */
  readonly questions: readonly (AskedJson | null)[];
}

interface RecordedJson extends Outcome {
  readonly answers?: readonly Outcome[];
}

export async function editedWrappers(): Promise<readonly EditedWrapper[]> {
  const names = ["wrappers", "wrappers-of-others", "wrappers-held-out"];
  return (await Promise.all(names.map(recordedWrappers))).flat();
}

async function recordedWrappers(name: string): Promise<readonly EditedWrapper[]> {
  const { script, lines } = JSON.parse(
    await readFile(`${root}tools/peers/fixtures/python/${name}-current.json`, "utf8"),
  ) as { readonly script: string; readonly lines: readonly string[] };
  const recorded = lines.map((line) => JSON.parse(line) as RecordedJson);
  return (await casesOf(script)).map(({ name, source, logging, questions }, at) => {
    const { answers, error, message } = recorded[at] ?? {};
    const kept = questions.flatMap((question, place) => {
      // Each run loads the model anew: what the first question changed in it does not count.
      const isAgain = questions.findIndex((other) => isSame(other, question)) < place;
      return question === null || isAgain ? [] : [{ question, answer: answers?.[place] ?? {} }];
    });
    return {
      name,
      code: `${source}\nMODEL = "/models/phi3-demo"\n${logging}\n`,
      questions: kept.map(({ question }) => question),
      answers: answers ? kept.map(({ answer }) => answer) : [{ error: error ?? "", message: message ?? "" }],
      isRefused: answers === undefined,
    };
  });
}

async function casesOf(script: string): Promise<readonly CaseJson[]> {
  const python = await moduleSession(DEMO);
  const { stdout, error } = await python.run(
    `MODEL = "/models/phi3-demo"\n${script.slice(0, script.indexOf("\nprint_answers(CASES)"))}\n${LISTING}`,
  );
  python.end();
  if (error !== null) throw new Error(error);
  return JSON.parse(stdout.trim()) as CaseJson[];
}

function isSame(a: AskedJson | null, b: AskedJson | null): boolean {
  return a?.input === b?.input && a?.params === b?.params;
}

const LISTING = `
def asked_json(question):
    data, params = question if isinstance(question, tuple) else (question, None)
    try:
        return {"input": json.dumps(data), **({"params": json.dumps(params)} if params is not None else {})}
    except TypeError:
        return None

def logging_of(each):
    given = [f"input_example={each['input_example']!r}"] if "input_example" in each else []
    given += [f"model_config={each['model_config']!r}"] if "model_config" in each else []
    if each["signature"] is not None:
        given.append(f"signature=ModelSignature.from_dict({each['signature'].to_dict()!r})")
    model = "lambda_model" if "lambda_model" in each["source"] else "M()"
    return f"from mlflow.models import ModelSignature\\nmlflow.pyfunc.log_model(name='m', python_model={model}, artifacts={{'phi3': MODEL}}, pip_requirements=['mlflow'], {', '.join(given)})"

print(json.dumps([{"name": each["name"], "source": each["source"], "logging": logging_of(each), "questions": [asked_json(q) for q in each["questions"]]} for each in CASES]))
`;
