/** Scores many rows on a Spark cluster. */
import { type InputForm, inputFormOf } from "#wrapper/input-form.ts";
import type { TransformersWrapper } from "#wrapper/wrapper.ts";
import { pythonString } from "#wrapper/python-literal.ts";
import { type DeployFile, type DeploymentPlan, modelFolder } from "./deployment.ts";

const HEAD = `import argparse
from pathlib import Path

import mlflow
from pyspark.sql import SparkSession
`;

const ARGUMENTS = (plan: DeploymentPlan) => `parser = argparse.ArgumentParser()
parser.add_argument("input", help="JSON lines, of a file or a folder that Spark can read")
parser.add_argument("output", help="a folder that does not exist yet")
parser.add_argument(
    "--model",
    # file:///… as every executor finds it, or models:/name/version of a registry
    default=(Path(__file__).resolve().parent.parent / ${pythonString(modelFolder(plan))}).as_uri(),
)
arguments = parser.parse_args()
`;

export function sparkFiles(plan: DeploymentPlan): DeployFile[] {
  const inputs = inputFormOf(plan.wrapper);
  return [
    {
      path: "batch.py",
      text:
        inputs !== "prompt"
          ? chatPython(plan, CHATS[inputs])
          : plan.wrapper.option === "pyfunc"
            ? promptPython(plan)
            : pipelinePython(plan, plan.wrapper),
    },
  ];
}

function promptPython(plan: DeploymentPlan): string {
  return `"""Answers JSON lines {"prompt": "..."} on Spark, through mlflow.pyfunc.spark_udf: spark-submit batch.py INPUT OUTPUT"""

${HEAD}
${ARGUMENTS(plan)}
spark = (
    SparkSession.builder.appName("phi3-batch")
    # The wrapper's predict answers the first row of what it is given, so that Spark hands it one row at a time
    .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1")
    .getOrCreate()
)
# env_manager="local" takes the packages of the cluster; "virtualenv" makes the model's own on every executor
answer = mlflow.pyfunc.spark_udf(spark, model_uri=arguments.model, result_type="string", env_manager="local")

questions = spark.read.schema("prompt string").json(arguments.input)
questions.withColumn("answer", answer("prompt")).write.json(arguments.output)
`;
}

function pipelinePython(plan: DeploymentPlan, { task }: TransformersWrapper): string {
  return `"""Answers JSON lines {"prompt": "..."} on Spark: spark-submit batch.py INPUT OUTPUT

Each task loads the model and asks it line by line.
"""

${HEAD}
${ARGUMENTS(plan)}
spark = SparkSession.builder.appName("phi3-batch").getOrCreate()
model_uri = arguments.model


def answers(frames):
    model = mlflow.pyfunc.load_model(model_uri)
    for frame in frames:
        frame["answer"] = [ask(model, prompt) for prompt in frame["prompt"]]
        yield frame


def ask(model, prompt):
    return model.predict({"prompt": prompt})[0]${task === "llm/v1/completions" ? '["choices"][0]["text"]' : ""}


questions = spark.read.schema("prompt string").json(arguments.input)
questions.mapInPandas(answers, schema="prompt string, answer string").write.json(arguments.output)
`;
}

interface Chat {
  /** The member that holds the messages. */
  readonly name: string;
  readonly why: string;
  /** The text of `answer`. */
  readonly text: string;
}

const CHATS: Readonly<Record<Exclude<InputForm, "prompt">, Chat>> = {
  messages: {
    name: "messages",
    why: `mlflow.pyfunc.spark_udf hands a chat model its messages as NumPy arrays, which MLflow's transformers flavor refuses ("Input
messages should be list of dictionaries"), so that each task loads the model and asks it line by line.`,
    text: '["choices"][0]["message"]["content"]',
  },
  items: {
    name: "input",
    why: "The answer is an object with a list in it, so that each task loads the model and asks it line by line.",
    text: '["output"][0]["content"][0]["text"]',
  },
};

function chatPython(plan: DeploymentPlan, { name, why, text }: Chat): string {
  // The transformers flavor gives a list of completions.
  const first = plan.wrapper.option === "transformers" ? "[0]" : "";
  return `"""Answers JSON lines {"${name}": [{"role": "user", "content": "..."}]} on Spark: spark-submit batch.py INPUT OUTPUT

${why}
"""

${HEAD}
${ARGUMENTS(plan)}
spark = SparkSession.builder.appName("phi3-batch").getOrCreate()
model_uri = arguments.model


def answers(frames):
    model = mlflow.pyfunc.load_model(model_uri)
    for frame in frames:
        frame["answer"] = [ask(model, messages) for messages in frame["${name}"]]
        yield frame


def ask(model, messages):
    plain = [{"role": str(message["role"]), "content": str(message["content"])} for message in messages]
    return model.predict({"${name}": plain})${first}${text}


questions = spark.read.schema("${name} array<struct<role string, content string>>").json(arguments.input)
questions.mapInPandas(
    answers, schema="${name} array<struct<role string, content string>>, answer string"
).write.json(arguments.output)
`;
}
