/** Scores many rows on a Spark cluster. */
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
  return [
    {
      path: "batch.py",
      text: plan.wrapper.option === "pyfunc" ? pyfuncPython(plan) : transformersPython(plan),
    },
  ];
}

function pyfuncPython(plan: DeploymentPlan): string {
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

function transformersPython(plan: DeploymentPlan): string {
  return `"""Answers JSON lines {"messages": [{"role": "user", "content": "..."}]} on Spark: spark-submit batch.py INPUT OUTPUT

mlflow.pyfunc.spark_udf hands a chat model its messages as NumPy arrays, which MLflow's transformers flavor refuses ("Input
messages should be list of dictionaries"), so that each task loads the model and asks it line by line.
"""

${HEAD}
${ARGUMENTS(plan)}
spark = SparkSession.builder.appName("phi3-batch").getOrCreate()
model_uri = arguments.model


def answers(frames):
    model = mlflow.pyfunc.load_model(model_uri)
    for frame in frames:
        frame["answer"] = [ask(model, messages) for messages in frame["messages"]]
        yield frame


def ask(model, messages):
    plain = [{"role": str(message["role"]), "content": str(message["content"])} for message in messages]
    return model.predict({"messages": plain})[0]["choices"][0]["message"]["content"]


questions = spark.read.schema("messages array<struct<role string, content string>>").json(arguments.input)
questions.mapInPandas(
    answers, schema="messages array<struct<role string, content string>>, answer string"
).write.json(arguments.output)
`;
}
