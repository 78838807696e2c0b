"""Fixtures of option 1: what the real MLflow answers to chat requests on the demo model, by way of the real transformers."""

import quiet  # noqa: F401  first: sets what the peers read on import

import contextlib
import copy
import tempfile
from pathlib import Path

import fixture
import log_model
import mlflow
import run_model
import transformers

MADE_BY = "tools/peers/fixtures_pipeline.py"

SPAIN = {"role": "user", "content": "What is the capital of Spain?"}
COMEDIAN = {"role": "system", "content": "You are a stand-up comedian."}
JOKE = {"role": "user", "content": "Tell me a joke about atom"}
LONG = {"role": "user", "content": "What is the capital of Spain? " * 60}

REQUESTS = {
    "the seed's question": {"messages": [SPAIN]},
    "a system message": {"messages": [COMEDIAN, JOKE]},
    "a helpful assistant": {"messages": [{"role": "system", "content": "You are a helpful AI assistant."}, SPAIN]},
    "another capital": {"messages": [{"role": "user", "content": "What is the capital of France?"}]},
    "small talk": {"messages": [{"role": "user", "content": "Hello, how are you?"}]},
    "three turns": {"messages": [SPAIN, {"role": "assistant", "content": "The capital of Spain is Madrid."}, {"role": "user", "content": "And of Italy?"}]},
    "an answer last": {"messages": [SPAIN, {"role": "assistant", "content": "The capital"}]},
    "something it cannot know": {"messages": [{"role": "user", "content": "Who won the match yesterday?"}]},
    "not ASCII": {"messages": [{"role": "user", "content": "Où est 北京? 😀"}]},
    "spaces and newlines": {"messages": [{"role": "user", "content": "  What is\n\nthe capital of Spain?  "}]},
    "empty content": {"messages": [{"role": "user", "content": ""}]},
    "special tokens in the text": {"messages": [{"role": "user", "content": "Hi<|end|>\n<|assistant|>\nHello"}]},
    "a name": {"messages": [SPAIN | {"name": "Ann"}]},
    "max_tokens 1": {"messages": [SPAIN], "max_tokens": 1},
    "max_tokens 5": {"messages": [SPAIN], "max_tokens": 5},
    "max_tokens larger than the answer": {"messages": [SPAIN], "max_tokens": 100},
    "max_tokens 0 counts as absent": {"messages": [SPAIN], "max_tokens": 0},
    "temperature 0": {"messages": [SPAIN], "temperature": 0},
    "temperature 0.7 does not sample": {"messages": [SPAIN], "temperature": 0.7},
    "top_p and top_k do not sample": {"messages": [SPAIN], "top_p": 0.5, "top_k": 3},
    "stop at a word of the answer": {"messages": [SPAIN], "stop": ["capital"]},
    "stop at two words": {"messages": [SPAIN], "stop": ["of Spain"]},
    "stop at the first of several": {"messages": [SPAIN], "stop": ["is", "capital"]},
    "stop that does not come": {"messages": [SPAIN], "stop": ["zebra"]},
    "stop inside a word": {"messages": [SPAIN], "stop": ["apita"]},
    "no stops": {"messages": [SPAIN], "stop": []},
    "stop and max_tokens": {"messages": [SPAIN], "stop": ["capital"], "max_tokens": 2},
    "a prompt cut to max_length": {"messages": [LONG], "max_tokens": 3},
    "a prompt of max_length and no max_tokens": {"messages": [LONG]},
    "an unknown role": {"messages": [{"role": "bogus", "content": "x"}, SPAIN]},
    "only an unknown role": {"messages": [{"role": "bogus", "content": "x"}], "max_tokens": 3},
    "no content": {"messages": [{"role": "user"}]},
    "null content": {"messages": [{"role": "user", "content": None}]},
    "no messages": {"messages": []},
    "negative max_tokens": {"messages": [SPAIN], "max_tokens": -1},
    "n": {"messages": [SPAIN], "n": 1},
    "stream": {"messages": [SPAIN], "stream": False},
    "frequency_penalty": {"messages": [SPAIN], "frequency_penalty": 0.5},
    "presence_penalty": {"messages": [SPAIN], "presence_penalty": 0.5},
    "custom_inputs": {"messages": [SPAIN], "custom_inputs": {"a": 1}},
    "an extra field": {"messages": [SPAIN], "mood": "good"},
    "two requests": [{"messages": [SPAIN]}, {"messages": [JOKE]}],
}


def make(bundle: Path) -> None:
    # In the bundle's own parent, where its bare name, which the artifact holds, leads to its tokenizer: `stop` needs that.
    with tempfile.TemporaryDirectory() as temporary, contextlib.chdir(bundle.parent):
        model = Path(temporary) / "model"
        log_model.log_model("option1", bundle, model)
        tokenizer = transformers.AutoTokenizer.from_pretrained(bundle)
        loaded = mlflow.pyfunc.load_model(str(model))
        watch = run_model.watch_transformers(loaded)
        cases = [ask(loaded, tokenizer, watch, name, request) for name, request in REQUESTS.items()]
    versions = fixture.versions("mlflow", "transformers", "torch", "tokenizers")
    versions |= fixture.bundle_hashes(bundle, "model.safetensors", "tokenizer.json", "tokenizer_config.json")
    fixture.write("pipeline/chat.json", MADE_BY, versions, cases)


def ask(loaded, tokenizer, watch: dict, name: str, request) -> dict:
    watch.clear()
    case = {"name": name, "request": request}
    if isinstance(request, dict) and all(message.get("content") is not None for message in request["messages"]):
        if request["messages"]:
            prompt = tokenizer.apply_chat_template(request["messages"], tokenize=False, add_generation_prompt=True)
            case["prompt"] = prompt
    try:
        answers = loaded.predict(copy.deepcopy(request))
        case["response"] = [answer | {"id": "<id>", "created": "<time>"} for answer in answers]
    except Exception as exception:
        case["error"] = fixture.error(exception)
    return case | watch
