"""Asks models through mlflow.pyfunc.spark_udf on a local Spark: check_spark_udf.py MODEL INPUT.json [MODEL INPUT.json ...]

Three rows of the same question, one a batch. Standard output ends with a line of JSON a model: {"answer": [...]} or {"error": "..."}.
"""

import json
import os
import sys
from pathlib import Path

os.environ |= {"HF_HUB_OFFLINE": "1", "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}

import mlflow  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402
from pyspark.sql.functions import struct  # noqa: E402

ROWS = 3
MESSAGES = "array<struct<role string, content string>>"
COMPLETION = "struct<choices array<struct<index long, message struct<role string, content string>>>>"
TEXTS = "struct<choices array<struct<index long, text string>>>"
RESPONSE = "struct<output array<struct<content array<struct<text string>>>>>"
#: By the member of the input: its type, the answer's type, and the text in it.
FORMS = {
    "messages": (MESSAGES, COMPLETION, lambda answer: answer.choices[0].message.content),
    "input": (MESSAGES, RESPONSE, lambda answer: answer.output[0].content[0].text),
    "prompt": ("string", "string", lambda answer: answer),
}
#: Of llm/v1/completions, which has a prompt too.
COMPLETIONS = ("string", TEXTS, lambda answer: answer.choices[0].text)


def main() -> None:
    spark = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1")
        # Models have modules of the same name.
        .config("spark.python.worker.reuse", "false")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    arguments = iter(sys.argv[1:])
    for model, given in zip(arguments, arguments):
        try:
            said = {"answer": ask(spark, Path(model), json.loads(Path(given).read_text("utf-8")))}
        except Exception as error:
            lines = [line for line in str(error).splitlines() if "Exception: " in line or "Error: " in line]
            said = {"error": (lines or [str(error)])[-1].strip()}
        print(json.dumps(said), flush=True)


def ask(spark: SparkSession, model: Path, given: dict) -> list:
    column = next(name for name in FORMS if name in given)
    outputs = mlflow.models.Model.load(str(model)).get_output_schema()
    is_completion = column == "prompt" and outputs is not None and "choices" in outputs.input_names()
    column_type, result_type, text_of = COMPLETIONS if is_completion else FORMS[column]
    rows = spark.createDataFrame([(given[column],)] * ROWS, f"{column} {column_type}")
    uri = model.resolve().as_uri()
    answer = mlflow.pyfunc.spark_udf(spark, model_uri=uri, result_type=result_type, env_manager="local")
    found = rows.withColumn("answer", answer(column if result_type == "string" else struct(column))).collect()
    return [text_of(row.answer) for row in found]


if __name__ == "__main__":
    main()
