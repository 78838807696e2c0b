"""Asks a model through mlflow.pyfunc.spark_udf on a local Spark: check_spark_udf.py MODEL INPUT.json

Three rows of the same question, one a batch. Standard output ends with a line of JSON: {"answer": [...]} or {"error": "..."}.
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
RESPONSE = "struct<output array<struct<content array<struct<text string>>>>>"
#: By the member of the input: its type, the answer's type, and the text in it.
FORMS = {
    "messages": (MESSAGES, COMPLETION, lambda answer: answer.choices[0].message.content),
    "input": (MESSAGES, RESPONSE, lambda answer: answer.output[0].content[0].text),
    "prompt": ("string", "string", lambda answer: answer),
}


def main() -> None:
    model, given = Path(sys.argv[1]).resolve().as_uri(), json.loads(Path(sys.argv[2]).read_text("utf-8"))
    column = next(name for name in FORMS if name in given)
    column_type, result_type, text_of = FORMS[column]
    spark = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    rows = spark.createDataFrame([(given[column],)] * ROWS, f"{column} {column_type}")
    try:
        answer = mlflow.pyfunc.spark_udf(spark, model_uri=model, result_type=result_type, env_manager="local")
        found = rows.withColumn("answer", answer(column if column == "prompt" else struct(column))).collect()
        print(json.dumps({"answer": [text_of(row.answer) for row in found]}))
    except Exception as error:
        lines = [line for line in str(error).splitlines() if "Exception: " in line or "Error: " in line]
        print(json.dumps({"error": (lines or [str(error)])[-1].strip()}))


if __name__ == "__main__":
    main()
