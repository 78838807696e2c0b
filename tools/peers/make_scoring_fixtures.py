"""Asks MLflow's scoring server, with the two artifacts that the page makes of the demo model.

    python tools/peers/make_scoring_fixtures.py OPTION1_FOLDER OPTION2_FOLDER

The folders are the unpacked zips of the two templates, as the page ships them.
"""

import json
import re
import sys

import mlflow.pyfunc
from fastapi.testclient import TestClient
from fixture import versions, write
from mlflow.pyfunc.scoring_server import init
from scoring_cases import requests

MADE_BY = "tools/peers/make_scoring_fixtures.py"


def main(folders: list[str]) -> None:
    for option, folder in enumerate(folders, 1):
        client = TestClient(init(mlflow.pyfunc.load_model(folder)), raise_server_exceptions=False)
        cases = [ask(client, body, content_type) for body, content_type in requests(option)]
        packages = ["mlflow", "pandas", "transformers" if option == 1 else "onnxruntime-genai"]
        write(f"mlflow/scoring-option{option}.json", MADE_BY, versions(*packages), cases)


def ask(client: TestClient, body: str, content_type: str) -> dict:
    response = client.post("/invocations", content=body.encode(), headers={"content-type": content_type})
    is_json = response.headers["content-type"] == "application/json"
    return {
        "body": body,
        "contentType": content_type,
        "status": response.status_code,
        "responseType": response.headers["content-type"],
        "response": without_chance(response.json()) if is_json else response.text,
    }


def without_chance(answer):
    """Without what is a run's own: ids, times, tracebacks with this machine's paths, the order of Python's sets."""
    if isinstance(answer, list):
        return [without_chance(item) for item in answer]
    if not isinstance(answer, dict):
        return answer
    answer = {key: value for key, value in answer.items() if key not in ("id", "created", "stack_trace")}
    if "message" in answer and isinstance(answer["message"], str):
        answer["message"] = re.sub(r"\{('[a-z_]+'(, )?)+\}", in_order, answer["message"])
    if "predictions" in answer:
        answer["predictions"] = without_chance(answer["predictions"])
    return answer


def in_order(found: re.Match) -> str:
    return "{" + ", ".join(sorted(re.findall(r"'[a-z_]+'", found[0]))) + "}"


if __name__ == "__main__":
    main(sys.argv[1:])
