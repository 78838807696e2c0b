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
CHAT = "messages array<struct<role string, content string>>"
COMPLETION = "struct<choices array<struct<index long, message struct<role string, content string>>>>"


def main() -> None:
    model, given = Path(sys.argv[1]).resolve().as_uri(), json.loads(Path(sys.argv[2]).read_text("utf-8"))
    is_chat = "messages" in given
    spark = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    column = "messages" if is_chat else "prompt"
    rows = spark.createDataFrame([(given[column],)] * ROWS, CHAT if is_chat else "prompt string")
    try:
        answer = mlflow.pyfunc.spark_udf(
            spark, model_uri=model, result_type=COMPLETION if is_chat else "string", env_manager="local"
        )
        found = rows.withColumn("answer", answer(struct(column) if is_chat else column)).collect()
        texts = [row.answer.choices[0].message.content if is_chat else row.answer for row in found]
        print(json.dumps({"answer": texts}))
    except Exception as error:
        lines = [line for line in str(error).splitlines() if "Exception: " in line or "Error: " in line]
        print(json.dumps({"error": (lines or [str(error)])[-1].strip()}))


if __name__ == "__main__":
    main()
