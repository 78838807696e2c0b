"""Fixture of the round trip: what the seed's two models answer to round-trip-chats.json in the real MLflow, token for token."""

import quiet  # noqa: F401  first: sets what the peers read on import

import json
import tempfile
from pathlib import Path

import fixture
import log_model
import run_model

MADE_BY = "tools/peers/fixtures_round_trip.py"


def make(bundle: Path) -> None:
    chats = json.loads((fixture.FOLDER / "round-trip-chats.json").read_text("utf-8"))
    inputs = {
        "option1": [{"messages": messages} for messages in chats],
        "option2": [{"prompt": prompt_of(messages)} for messages in chats],
    }
    with tempfile.TemporaryDirectory() as temporary:
        answers = {}
        for option, questions in inputs.items():
            model = Path(temporary) / option
            log_model.log_model(option, bundle, model)
            results = run_model.run(model, questions)["results"]
            answers[option] = [
                {"input": question, "prediction": without_own(result["prediction"]), "ids": generated(result)}
                for question, result in zip(questions, results, strict=True)
            ]
    cases = [dict(zip(answers, both, strict=True)) for both in zip(*answers.values(), strict=True)]
    versions = fixture.versions("mlflow", "transformers", "torch", "tokenizers", "onnxruntime-genai")
    versions |= fixture.bundle_hashes(bundle, "model.safetensors", "onnx/model_q4.onnx", "tokenizer.json")
    fixture.write("round-trip-answers.json", MADE_BY, versions, cases)


def prompt_of(messages: list[dict]) -> str:
    return "".join(f"<|{message['role']}|>{message['content']}<|end|>" for message in messages) + "<|assistant|>"


def without_own(prediction):
    """Without the id and the time, which are a run's own."""
    if isinstance(prediction, str):
        return prediction
    return [{name: value for name, value in answer.items() if name not in ("id", "created")} for answer in prediction]


def generated(result: dict) -> list[int]:
    return result["ids"][len(result["promptIds"]) :]


if __name__ == "__main__":
    make(fixture.DEMO)
