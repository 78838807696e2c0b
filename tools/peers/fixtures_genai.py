"""Fixtures of onnxruntime-genai: whole runs, single draws, refusals, and tokenizers. See fixtures/genai/README.md."""

import quiet  # noqa: F401  first: sets what the peers read on import

import itertools
import json
import math
import random
from pathlib import Path

import fixture
import make_tiny_model
import numpy as np
import onnxruntime_genai as og
from chat_templates import PARTS, PUBLISHED
from tokenizer_strings import DECODE_ONLY_COUNT, strings

MADE_BY = "tools/peers/fixtures_genai.py"
TINY = fixture.FOLDER / "genai/tiny-fp32"
VOCABULARY = make_tiny_model.VOCABULARY
FIRST_TEXT_ID, LAST_TEXT_ID = 259, 506  # ids that are neither bytes nor special


def random_ids(rng: random.Random, count: int) -> list[int]:
    return [rng.randint(FIRST_TEXT_ID, LAST_TEXT_ID) for _ in range(count)]


PROMPTS = [random_ids(random.Random(7 + count), count) for count in (1, 4, 9, 17, 40, 90)]
MANY_EOS = list(range(3, 507, 9))


class Runs:
    """Runs generators on the tiny model and keeps what came of them."""

    def __init__(self) -> None:
        self.models: dict[str, og.Model] = {}

    def model(self, overlay: dict | None) -> og.Model:
        key = json.dumps(overlay)
        if key not in self.models:
            config = og.Config(str(TINY))
            # One thread, so that sums come in the same order on every machine.
            config.overlay(json.dumps({"model": {"decoder": {"session_options": {"intra_op_num_threads": 1}}}}))
            if overlay is not None:
                config.overlay(key)
            self.models[key] = og.Model(config)
        return self.models[key]

    def generator(self, overlay: dict | None, search_options: dict) -> og.Generator:
        model = self.model(overlay)
        params = og.GeneratorParams(model)
        params.set_search_options(**search_options)
        return og.Generator(model, params)

    def case(self, name: str, prompt: list[int], search_options: dict, overlay=None, script=None) -> dict:
        generator = self.generator(overlay, search_options)
        generator.append_tokens(ids_array(prompt))
        case = {"name": name, "model": "tiny-fp32"} | ({"overlay": overlay} if overlay else {})
        case |= {"searchOptions": search_options, "promptIds": prompt}
        if script is None:
            margin = float("inf")
            while not generator.is_done():
                second, first = np.sort(generator.get_logits().ravel())[-2:]
                margin = min(margin, float(first - second))
                generator.generate_next_token()
            return case | {"sequence": sequence(generator), "done": True, "minTop2Margin": round(margin, 6)}
        turns = []
        for operation, argument in script:
            if operation == "generate":
                for _ in range(argument):
                    if generator.is_done():
                        break
                    # Not get_logits here: asking for them runs the model and mends what rewinding leaves stale.
                    generator.generate_next_token()
            elif operation == "append":
                generator.append_tokens(ids_array(argument))
            else:
                generator.rewind_to(argument)
            turns.append(sequence(generator))
        return case | {"script": script, "sequence": turns[-1], "turns": turns, "done": generator.is_done()}


def ids_array(ids: list[int]) -> np.ndarray:
    return np.array(ids, np.int32)


def sequence(generator: og.Generator) -> list[int]:
    return [int(id) for id in generator.get_sequence(0)]


def generate_cases(runs: Runs):
    for prompt in PROMPTS:
        yield runs.case(f"greedy, {len(prompt)} prompt tokens", prompt, {"max_length": len(prompt) + 60})
    yield runs.case("greedy to the whole context", PROMPTS[1], {"max_length": 512})
    yield runs.case("the seed's options: temperature without do_sample is greedy", PROMPTS[1], {"max_length": 300, "temperature": 0.2})
    yield runs.case("temperature 0 is greedy", PROMPTS[1], {"max_length": 60, "do_sample": True, "temperature": 0.0, "random_seed": 1})
    yield runs.case("top_k 1 is greedy", PROMPTS[1], {"max_length": 60, "do_sample": True, "top_k": 1, "random_seed": 1})
    for penalty in (1.05, 1.3, 2.0, 0.7):
        yield runs.case(f"repetition_penalty {penalty}", PROMPTS[2], {"max_length": 80, "repetition_penalty": penalty})
    for size in (1, 2, 3):
        yield runs.case(f"no_repeat_ngram_size {size}", PROMPTS[2], {"max_length": 120, "no_repeat_ngram_size": size})
        yield runs.case(f"no_repeat_ngram_size {size} and a penalty", PROMPTS[3], {"max_length": 100, "no_repeat_ngram_size": size, "repetition_penalty": 0.8})

    seeds = [0, 1, 42, 12345, 2147483647]
    combinations = itertools.product((0, 2, 5, 50, VOCABULARY), (0.0, 0.3, 0.9, 1.0), (0.2, 0.7, 1.0, 2.0))
    for i, (top_k, top_p, temperature) in enumerate(combinations):
        prompt = PROMPTS[i % len(PROMPTS)]
        options = {"max_length": len(prompt) + 32, "do_sample": True, "top_k": top_k, "top_p": top_p, "temperature": temperature}
        options["random_seed"] = seeds[i % len(seeds)]
        if i % 4 == 3:
            options["repetition_penalty"] = 1.2
        if i % 7 == 5:
            options["no_repeat_ngram_size"] = 3
        if i % 9 == 4:
            options["min_length"] = 20
        yield runs.case(f"sampling, top_k {top_k}, top_p {top_p}, temperature {temperature}", prompt, options)
    for seed in range(20):
        prompt = PROMPTS[seed % len(PROMPTS)]
        options = {"max_length": len(prompt) + 24, "do_sample": True, "top_k": 40, "top_p": 0.95, "temperature": 0.8}
        yield runs.case(f"seed {seed}", prompt, options | {"random_seed": seed})

    overlay = {"model": {"eos_token_id": MANY_EOS}}
    for seed in range(6):
        prompt = PROMPTS[seed]
        options = {"max_length": len(prompt) + 60, "do_sample": True, "random_seed": seed}
        yield runs.case(f"many eos ids, seed {seed}", prompt, options, overlay)
        options = options | {"min_length": len(prompt) + 10}
        yield runs.case(f"many eos ids and min_length, seed {seed}", prompt, options, overlay)
    yield runs.case("many eos ids, greedy", PROMPTS[3], {"max_length": 120}, overlay)
    yield runs.case("min_length beyond max_length", PROMPTS[1], {"max_length": 20, "min_length": 40}, overlay)
    yield runs.case("one eos id", PROMPTS[1], {"max_length": 120}, {"model": {"eos_token_id": 32}})

    script = [["generate", 10], ["append", PROMPTS[2]], ["generate", 8], ["append", [300]], ["generate", 5]]
    script += [["rewind", 12], ["generate", 10], ["rewind", 5], ["append", PROMPTS[3]], ["generate", 6]]
    script += [["rewind", 0], ["append", PROMPTS[0]], ["generate", 6]]
    for name, options in {
        "greedy": {},
        "greedy with a penalty": {"repetition_penalty": 1.3},
        "sampling": {"do_sample": True, "top_k": 30, "temperature": 1.1, "random_seed": 9},
    }.items():
        yield runs.case(f"append and rewind, {name}", PROMPTS[1], {"max_length": 200} | options, None, script)
    turns = [["generate", 20], ["append", PROMPTS[1]], ["generate", 20], ["append", PROMPTS[2]], ["generate", 20]]
    yield runs.case("turns, each to an eos", PROMPTS[1], {"max_length": 200}, overlay, turns)
    yield runs.case("rewinding to nothing and asking again", PROMPTS[2], {"max_length": 60}, None, [["generate", 8], ["rewind", 0], ["append", PROMPTS[2]], ["generate", 8]])
    yield runs.case("appending until max_length", PROMPTS[2], {"max_length": 14}, None, [["generate", 2], ["append", [300, 301]], ["generate", 5]])


def option_cases(runs: Runs):
    """Which value counts: the struct's default, genai_config.json's, or set_search_options'."""
    sampled = {"do_sample": True, "random_seed": 3}
    for name, search, options in [
        ("genai_config.json's max_length", {"max_length": 30}, {}),
        ("set_search_options over genai_config.json", {"max_length": 30}, {"max_length": 25}),
        ("do_sample in genai_config.json", {"do_sample": True, "random_seed": 3, "max_length": 40}, {}),
        ("do_sample taken back", {"do_sample": True, "random_seed": 3, "max_length": 40}, {"do_sample": False}),
        ("top_k and temperature of genai_config.json", {"top_k": 3, "temperature": 2.5, "max_length": 40}, sampled),
        ("top_p of genai_config.json", {"top_p": 0.5, "max_length": 40}, sampled),
        ("top_p alone", {"top_p": 0.7, "top_k": 0, "max_length": 40}, sampled | {"temperature": 1.5}),
        ("penalty and n-grams of genai_config.json", {"repetition_penalty": 1.5, "no_repeat_ngram_size": 2, "max_length": 60}, {}),
        ("whole numbers as floats", {}, {"max_length": 30.0, "top_k": 5.0, "do_sample": True, "random_seed": 3.0}),
        ("floats as whole numbers", {}, {"max_length": 30, "temperature": 1, "top_p": 1, "do_sample": True, "random_seed": 3}),
        ("options without effect", {}, {"max_length": 30, "early_stopping": False, "diversity_penalty": 0.5, "length_penalty": 2.0}),
        ("no shared KV buffer", {"past_present_share_buffer": False}, {"max_length": 60}),
        ("chunk_size", {}, {"max_length": 60, "chunk_size": 4}),
    ]:
        yield runs.case(name, PROMPTS[2], options, {"search": search} if search else None)


def beam_cases(runs: Runs):
    """Beam search: what each step chose, and every returned sequence."""
    rng = random.Random(3)
    for i in range(60):
        prompt = random_ids(rng, rng.randint(1, 30))
        beams = rng.choice([2, 3, 4, 8])
        options = {"num_beams": beams, "num_return_sequences": rng.randint(1, beams), "max_length": len(prompt) + rng.randint(1, 40)}
        options |= {"early_stopping": rng.random() < 0.5, "length_penalty": rng.choice([0.0, 0.5, 1.0, 1.0, 2.0])}
        if rng.random() < 0.3:
            options["repetition_penalty"] = rng.choice([0.8, 1.3])
        if rng.random() < 0.3:
            options["no_repeat_ngram_size"] = rng.randint(1, 3)
        if rng.random() < 0.3:
            options["min_length"] = len(prompt) + 8
        overlay = {"model": {"eos_token_id": MANY_EOS}} if i % 2 == 0 else None
        yield chosen_case(runs, f"run {i}: {beams} beams, {len(prompt)} prompt tokens", prompt, options, overlay)
    for i in range(16):
        prompt = random_ids(rng, rng.randint(1, 12))
        options = {"num_beams": 2, "num_return_sequences": 2, "max_length": len(prompt) + rng.randint(6, 14)}
        options |= {"early_stopping": i % 2 == 0, "length_penalty": rng.choice([0.5, 1.0, 2.0])}
        overlay = {"model": {"eos_token_id": likely_later(runs, prompt, options)}}
        yield chosen_case(runs, f"ends {i}: more eos ids than beams among the likeliest tokens", prompt, options, overlay)


def chosen_case(runs: Runs, name: str, prompt: list[int], options: dict, overlay: dict | None) -> dict:
    """What each step chose, and every returned sequence."""
    generator = runs.generator(overlay, options)
    generator.append_tokens(ids_array(prompt))
    next_tokens = []
    while not generator.is_done():
        generator.generate_next_token()
        next_tokens.append(plain(generator.get_next_tokens()))
    count = options.get("batch_size", 1) * options.get("num_return_sequences", 1)
    sequences = [plain(generator.get_sequence(k)) for k in range(count)]
    case = {"name": name} | ({"overlay": overlay} if overlay else {}) | {"searchOptions": options, "promptIds": prompt}
    return case | {"nextTokens": next_tokens, "sequences": sequences}


def likely_later(runs: Runs, prompt: list[int], options: dict) -> list[int]:
    """The first beam's three likeliest tokens of the third step, but for those of the first: there, native reads memory
    that it never wrote, and may crash, where too few candidates are left."""
    generator = runs.generator(None, options)
    generator.append_tokens(ids_array(prompt))
    first = set(np.argsort(-generator.get_logits().ravel()[:VOCABULARY])[:8])
    for _ in range(2):
        generator.generate_next_token()
    later = np.argsort(-generator.get_logits().ravel()[:VOCABULARY])
    return plain([id for id in later if id not in first][:3])


def plain(ids) -> list[int]:
    return [int(id) for id in ids]


def padded(prompts: list[list[int]]) -> np.ndarray:
    """i32 [prompts, longest], as encode_batch pads: pad_token_id behind the shorter ones."""
    pad_id = json.loads((TINY / "genai_config.json").read_text("utf-8"))["model"]["pad_token_id"]
    longest = max(map(len, prompts))
    return np.array([prompt + [pad_id] * (longest - len(prompt)) for prompt in prompts], np.int32)


def batch_cases(runs: Runs):
    """Several prompts at once, of one length and of several, greedy, sampled and with beams."""
    rng = random.Random(17)
    for i in range(48):
        size = rng.choice([2, 2, 3, 4, 6])
        length = rng.randint(1, 24)
        prompts = [random_ids(rng, length if i % 3 == 0 else rng.randint(1, length)) for _ in range(size)]
        ids = padded(prompts)
        options = {"batch_size": size, "max_length": ids.shape[1] + rng.randint(1, 30)}
        if i % 4 == 1:
            options |= {"do_sample": True, "random_seed": i, "temperature": rng.choice([0.7, 1.3])}
            options |= rng.choice([{"top_k": 20}, {"top_k": 0, "top_p": 0.8}, {"top_k": 30, "top_p": 0.9}])
        if i % 4 == 3:
            beams = rng.choice([2, 3])
            options |= {"num_beams": beams, "num_return_sequences": rng.randint(1, beams), "length_penalty": rng.choice([0.5, 1.0, 2.0])}
            options |= {"early_stopping": rng.random() < 0.5}
        if rng.random() < 0.3:
            options["repetition_penalty"] = rng.choice([0.8, 1.3])
        if rng.random() < 0.3:
            options["no_repeat_ngram_size"] = rng.randint(1, 3)
        if rng.random() < 0.3:
            options["min_length"] = ids.shape[1] + 8
        overlay = {"model": {"eos_token_id": MANY_EOS}} if i % 2 == 0 else None
        name = f"run {i}: {size} prompts, {options.get('num_beams', 1)} beams"
        yield chosen_case(runs, name, plain(ids.ravel()), options, overlay)
    for i in range(24):
        size, beams = rng.choice([2, 3, 5]), rng.choice([2, 3, 5])
        length = rng.randint(2, 6)
        ids = plain(padded([random_ids(rng, length) for _ in range(size)]).ravel())
        options = {"batch_size": size, "num_beams": beams, "num_return_sequences": beams, "max_length": length + 20}
        options |= {"early_stopping": False, "length_penalty": rng.choice([0.0, 1.0, 2.0]), "min_length": length + 2}
        name = f"late {i}: {size} prompts, {beams} beams, on until no result can become better"
        yield chosen_case(runs, name, ids, options, {"model": {"eos_token_id": MANY_EOS}})


def call_cases(runs: Runs):
    """Calls in an order that few would choose, and what each gave."""
    prompts = plain(padded([PROMPTS[1], PROMPTS[0]]).ravel())
    equal = PROMPTS[1] + PROMPTS[2][:4]
    generate, logits, next_tokens = ["generate_next_token"], ["get_logits"], ["get_next_tokens"]
    done, count, first = ["is_done"], ["token_count"], ["get_sequence", 0]

    def append(ids: list[int]) -> list:
        return ["append_tokens", ids]

    def case(name: str, options: dict, calls: list, overlay: dict | None = None) -> dict:
        generator = runs.generator(overlay, {"max_length": 20} | options)
        made = {"name": name} | ({"overlay": overlay} if overlay else {}) | {"searchOptions": {"max_length": 20} | options}
        return made | {"calls": calls, "results": [call_result(generator, *call) for call in calls]}

    ended = {"model": {"eos_token_id": list(range(0, VOCABULARY, 2))}}
    yield case("logits after a rewind to nothing", {}, [append(PROMPTS[1]), ["rewind_to", 0], logits, first, count, append(PROMPTS[1]), logits])
    yield case("logits of nothing", {}, [logits, first, count, next_tokens, done, generate, first, logits, generate, first])
    yield case("a prompt after logits of nothing", {}, [logits, append(PROMPTS[1]), logits, generate, first])
    yield case("a rewind of nothing", {}, [logits, ["rewind_to", 0], logits, append(PROMPTS[0]), generate, first])
    yield case("logits set for nothing", {}, [["set_logits", 7], generate, first, logits, generate, first])
    two = {"batch_size": 2}
    yield case("a batch's logits of nothing", two, [logits, logits, generate, logits, generate, first, ["rewind_to", 0], logits])
    yield case("a batch's logits after a rewind to nothing", two, [append(prompts), generate, ["rewind_to", 0], logits, append(prompts), logits, generate, first])
    after_end = [logits, done, generate, next_tokens, logits, generate, next_tokens, logits, first, ["get_sequence", 1], count, done]
    yield case("a batch after its end", two, [append(equal), *[generate] * 3, done, *after_end], ended)
    yield case("one prompt after its end", {}, [append(PROMPTS[1]), *[generate] * 3, done, *after_end[:-3], count, done], ended)
    beams = {"num_beams": 2, "num_return_sequences": 2}
    yield case("beams' sequences on the way", beams, [append(PROMPTS[1]), generate, generate, first, done, generate, next_tokens, first, ["get_sequence", 1], done])
    on_the_way = [first, generate, next_tokens, done, *(["get_sequence", k] for k in range(4)), generate, next_tokens, logits]
    yield case("a batch of beams' sequences on the way", two | beams, [append(equal), generate, generate, *on_the_way])
    yield case("a batch of beams' sequences on the way, not stopping early", two | beams | {"early_stopping": False}, [append(equal), generate, *on_the_way, *on_the_way])
    rewinds = [["rewind_to", 1], ["rewind_to", 0], ["rewind_to", 9]]
    yield case("rewinding a batch of beams", two | beams, [append(equal), generate, *rewinds, generate, next_tokens])
    yield case("rewinding beams", beams, [append(PROMPTS[1]), generate, *rewinds])
    yield case("logits of a batch of beams", two | beams, [append(prompts), *[generate, next_tokens, logits] * 6], {"model": {"eos_token_id": MANY_EOS}})
    yield case("a batch in pieces", two | {"chunk_size": 4}, [append(equal)])
    yield case("a batch in pieces of less than a token each", two | {"chunk_size": 1}, [append(equal)])
    yield case("a batch of beams in pieces of less than a token each", two | beams | {"chunk_size": 1}, [append(equal)])
    yield case("a batch that is one piece", two | {"chunk_size": 8}, [append(equal), generate, next_tokens, logits])
    yield case("rewinding at max_length", {"max_length": 4}, [append(PROMPTS[1]), ["rewind_to", 3], generate, generate, first, count, done])


def call_result(generator: og.Generator, name: str, *arguments):
    """Of logits, each row's likeliest token and its logit, for there are many. set_logits favors one token."""
    try:
        if name == "append_tokens":
            return generator.append_tokens(ids_array(*arguments))
        if name == "set_logits":
            return generator.set_logits(np.eye(1, VOCABULARY, *arguments, dtype=np.float32).ravel())
        result = getattr(generator, name)(*arguments)
        if name == "get_logits":
            rows = result.reshape(-1, VOCABULARY)
            return [{"tokenId": int(row.argmax()), "logit": float(row.max())} for row in rows]
        return plain(result) if isinstance(result, np.ndarray) else result
    except Exception as exception:
        return {"error": str(exception)}


def batch_text_cases(tokenizer: og.Tokenizer):
    """encode_batch and decode_batch."""
    for texts in [["Hello there, you", "Hi", "What?<|end|>"], ["a"], ["one", "two", "three"], ["<|user|>\nHi<|end|>", "  x", "Où 😀"]]:
        ids = tokenizer.encode_batch(texts)
        array = ids.as_numpy()
        yield {"texts": texts, "ids": [int(id) for id in array.ravel()], "decoded": tokenizer.decode_batch(ids)}


def probability_cases(runs: Runs):
    """What the model thought of each token: log-softmax of get_logits(), before the search writes to them."""
    for name, prompt, options in [
        ("greedy", PROMPTS[2], {}),
        ("sampling", PROMPTS[3], {"do_sample": True, "top_k": 40, "temperature": 1.3, "random_seed": 5}),
        ("penalties do not count", PROMPTS[1], {"repetition_penalty": 1.5, "no_repeat_ngram_size": 2}),
    ]:
        options = {"max_length": len(prompt) + 24} | options
        generator = runs.generator(None, options)
        generator.append_tokens(ids_array(prompt))
        tokens = []
        while not generator.is_done():
            logits = generator.get_logits().ravel().astype(np.float64)
            logs = logits - logits.max() - np.log(np.exp(logits - logits.max()).sum())
            generator.generate_next_token()
            token = int(generator.get_next_tokens()[0])
            best = [int(id) for id in np.argsort(-logs, kind="stable")[:5]]
            tokens.append(
                {
                    "tokenId": token,
                    "logProbability": float(logs[token]),
                    "alternatives": [{"tokenId": id, "logProbability": float(logs[id])} for id in best],
                }
            )
        yield {"name": name, "searchOptions": options, "promptIds": prompt, "tokens": tokens}


def sampling_cases(runs: Runs):
    """Draws from given logits: the sampler alone."""
    rng = np.random.default_rng(11)
    shapes = {
        "normal": lambda: rng.normal(0, 2, VOCABULARY),
        "peaked": lambda: rng.normal(0, 8, VOCABULARY),
        "flat": lambda: rng.normal(0, 0.01, VOCABULARY),
        "ties": lambda: rng.integers(0, 6, VOCABULARY),
        "all equal": lambda: np.zeros(VOCABULARY),
        "huge": lambda: rng.normal(0, 500, VOCABULARY),
    }
    settings = [
        {"top_k": 5},
        {"top_k": 50},
        {"top_k": VOCABULARY},
        {"top_k": 2, "temperature": 0.5},
        {"top_k": 0, "top_p": 0.0},
        {"top_k": 0, "top_p": 0.4},
        {"top_k": 0, "top_p": 0.9, "temperature": 1.7},
        {"top_k": 0, "top_p": 1.0},
        {"top_k": 20, "top_p": 0.1},
        {"top_k": 40, "top_p": 0.95, "temperature": 0.8},
        {"top_k": 1, "top_p": 0.5},
        {"top_k": 50, "temperature": 0.01},
    ]
    for i, ((shape, make), setting) in enumerate(itertools.product(shapes.items(), settings)):
        logits = make().astype(np.float32)
        seed = [0, 5, 99, 4_000_000_000 % 2**31][i % 4]
        options = {"do_sample": True, "max_length": 64, "random_seed": seed} | setting
        generator = runs.generator(None, options)
        generator.append_tokens(ids_array([300]))
        tokens = []
        for _ in range(12):
            generator.get_logits()  # or set_logits refuses: there must be logits to replace
            generator.set_logits(logits)
            generator.generate_next_token()
            tokens.append(sequence(generator)[-1])
        name = f"{shape} logits, {', '.join(f'{key} {value}' for key, value in setting.items())}"
        floats = [float(str(value)) for value in logits]  # the shortest decimal that gives this float32 back
        yield {"name": name, "searchOptions": options, "seed": seed, "promptIds": [300], "logits": floats, "tokens": tokens}


def error_cases(runs: Runs):
    def case(name: str, options=None, overlay=None, prompt=None, script=()):
        at = "config"
        try:
            runs.model(overlay)
            at = "set_search_options"
            params = og.GeneratorParams(runs.model(overlay))
            params.set_search_options(**(options or {}))
            at = "create"
            generator = og.Generator(runs.model(overlay), params)
            if prompt is not None:
                at = "append_tokens"
                generator.append_tokens(ids_array(prompt))
            for operation, *arguments in script:
                at = operation
                getattr(generator, operation)(*(ids_array(a) if isinstance(a, list) else a for a in arguments))
        except Exception as exception:
            message = str(exception).replace(str(TINY), "<folder>")
            written = {key: json_number(value) for key, value in (options or {}).items()}
            made = {"name": name} | ({"overlay": overlay} if overlay else {}) | {"searchOptions": written}
            made |= ({"promptIds": prompt} if prompt is not None else {}) | ({"script": list(script)} if script else {})
            return made | {"at": at, "type": type(exception).__name__, "error": message}
        raise AssertionError(f"{name}: no error")

    yield case("an unknown option", {"foo": 1})
    yield case("an unknown boolean option", {"foo": True})
    yield case("a boolean that is a number", {"do_sample": 1})
    yield case("a number that is a boolean", {"top_k": True})
    yield case("a temperature that is a boolean", {"temperature": True})
    yield case("a fraction for top_k", {"top_k": 1.5})
    yield case("a fraction for max_length", {"max_length": 10.5})
    yield case("NaN for max_length", {"max_length": float("nan")})
    yield case("infinity for top_k", {"top_k": float("inf")})
    yield case("a fraction between two numbers of six digits", {"top_k": 123456.5})
    yield case("a string", {"temperature": "0.2"})
    yield case("null", {"temperature": None})
    yield case("max_length 0", {"max_length": 0})
    yield case("max_length 0 laid over genai_config.json", overlay={"search": {"max_length": 0}})
    yield case("max_length -1", {"max_length": -1})
    yield case("max_length beyond the context", {"max_length": 513})
    yield case("batch_size 0", {"batch_size": 0})
    yield case("batch_size 33", {"batch_size": 33})
    yield case("num_beams 0", {"num_beams": 0})
    yield case("num_beams 33", {"num_beams": 33})
    yield case("num_return_sequences 2", {"num_return_sequences": 2})
    yield case("num_return_sequences 0", {"num_return_sequences": 0})
    for id in (-1, VOCABULARY, 10_000):
        yield case(f"eos_token_id {id}", overlay={"model": {"eos_token_id": id}})
    yield case("an eos_token_id of a list", overlay={"model": {"eos_token_id": [5, VOCABULARY]}})
    sampling = {"do_sample": True, "max_length": 20}
    script = (("generate_next_token",),)
    yield case("sampling with beams", sampling | {"num_beams": 2}, prompt=[300], script=script)
    yield case("top_p 1.5", sampling | {"top_p": 1.5}, prompt=[300], script=script)
    yield case("top_p -0.1", sampling | {"top_p": -0.1}, prompt=[300], script=script)
    yield case("top_k -1", sampling | {"top_k": -1}, prompt=[300], script=script)
    yield case("top_k 513", sampling | {"top_k": 513}, prompt=[300], script=script)
    yield case("an empty prompt", {"max_length": 10}, prompt=[])
    yield case("a prompt longer than max_length", {"max_length": 10}, prompt=PROMPTS[3])
    yield case("a prompt longer than the context", {}, prompt=[300] * 513)
    yield case("appending beyond max_length", {"max_length": 10}, prompt=PROMPTS[2], script=(("append_tokens", [300, 301]),))
    yield case("generating at max_length", {"max_length": 9}, prompt=PROMPTS[2], script=script)
    yield case("generating past max_length", {"max_length": 10}, prompt=PROMPTS[2], script=script * 2)
    yield case("generating with no prompt", {"max_length": 10}, script=script)
    yield case("rewinding beyond the end", {"max_length": 20}, prompt=PROMPTS[2], script=(("rewind_to", 10),))
    yield case("unknown key in model", overlay={"model": {"foo": 1}})
    yield case("unknown key in search", overlay={"search": {"foo": 1}})
    yield case("unknown key in model.decoder", overlay={"model": {"decoder": {"foo": 1}}})
    yield case("a string for a number in search", overlay={"search": {"top_k": "5"}})
    yield case("a number for a boolean in search", overlay={"search": {"do_sample": 1}})
    batch = {"batch_size": 2, "max_length": 20}
    yield case("a second prompt for a batch", batch, prompt=[300, 301], script=(("append_tokens", [302, 303]),))
    yield case("rewinding a batch, but not to its start", batch, prompt=[300, 301, 302, 303], script=(("rewind_to", 1),))
    yield case("prompts of a batch longer than max_length", batch, prompt=[300] * 42)
    yield case("an unknown model type", overlay={"model": {"type": "foo"}})
    for name, options in {
        "a provider that is a number": {"provider_options": [1]},
        "a provider that is a string": {"provider_options": ["cpu"]},
        "a provider's options that are no object": {"provider_options": [{"cuda": 1}]},
        "a provider's option that is a number": {"provider_options": [{"cpu": {"a": 1}}]},
        "a provider's option that is an object": {"provider_options": [{"cpu": {"a": {}}}]},
        "an unknown kind of device": {"provider_options": [{"cpu": {"device_filtering_options": {"hardware_device_type": "tpu"}}}]},
        "an unknown filter of devices": {"provider_options": [{"cpu": {"device_filtering_options": {"a": 1}}}]},
    }.items():
        yield case(name, overlay={"model": {"decoder": {"session_options": options}}})
    yield case("a pipeline's stage that is a string", overlay={"model": {"decoder": {"pipeline": ["a"]}}})
    yield case("a pipeline's stage that is a number", overlay={"model": {"decoder": {"pipeline": {"a": 1}}}})
    yield case("a shared initializer that is a string", overlay={"model": {"decoder": {"shared_initializers": ["a"]}}})
    yield case("types of other layers", {"max_length": 20}, {"model": {"decoder": {"layer_types": ["full_attention"]}}}, prompt=[300])


def json_number(value):
    """What JSON has no number for, in JavaScript's spelling."""
    if isinstance(value, float) and not math.isfinite(value):
        return {"$number": "NaN" if math.isnan(value) else "Infinity"}
    return value


def tokenizer_cases(folder: Path):
    """og's tokenizer beside Hugging Face's, on the very same tokenizer.json."""
    import tokenizers

    native = og.Tokenizer(og.Config(str(folder)))
    raw = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))

    def decoded(ids: list[int]) -> dict:
        stream = native.create_stream()
        return {
            "decoded": unless_undecodable(lambda: native.decode(ids_array(ids))),
            "stream": unless_undecodable(lambda: [stream.decode(id) for id in ids]),
            "hfDecoded": raw.decode(ids, skip_special_tokens=True),
            "hfDecodedAll": raw.decode(ids, skip_special_tokens=False),
        }

    for text in strings():
        ids = [int(id) for id in native.encode(text)]
        case = {"text": text, "ids": ids} | decoded(ids)
        yield case | {"hfIds": raw.encode(text, add_special_tokens=False).ids}
    rng = random.Random(5)
    size = raw.get_vocab_size()
    special = [id for id, token in raw.get_added_tokens_decoder().items() if id > 2]
    for _ in range(DECODE_ONLY_COUNT):
        kinds = [lambda: rng.randrange(size), lambda: rng.randint(3, 258), lambda: rng.randint(131, 258), lambda: rng.choice(special)]
        ids = [rng.choice(kinds)() for _ in range(rng.randint(1, 14))]
        yield {"ids": ids} | decoded(ids)


def unless_undecodable(call):
    try:
        return call()
    except UnicodeDecodeError:
        return {"error": "UnicodeDecodeError"}


MESSAGES = {
    "one question": [("user", "What is the capital of Spain?")],
    "a system message": [("system", "You are a stand-up comedian."), ("user", "Tell me a joke about atom")],
    "three turns": [("user", "Hi"), ("assistant", "Hello!"), ("user", "And you?")],
    "an answer last": [("user", "Hi"), ("assistant", "Hello!")],
    "spaces and newlines": [("user", "  a\n\nb  ")],
    "special tokens in the text": [("user", "a<|end|>b")],
    "not ASCII": [("user", "Où est 北京? 😀")],
    "empty content": [("user", "")],
    "an unknown role": [("tool", "x")],
    "quotes and backslashes": [("user", 'say "hi" \\n \'x\'')],
    "no messages": [],
}


TURNS = [("system", " Be \"brief\". "), ("user", "Où est 北京? 😀\n"), ("assistant", "  It's <there>\\ \u0001"), ("user", "Hi")]


def chat_template_cases(bundle: Path):
    tokenizer = og.Tokenizer(og.Config(str(bundle)))
    for (name, turns), add in itertools.product(MESSAGES.items(), (True, False)):
        messages = [{"role": role, "content": content} for role, content in turns]
        case = {"name": name, "tokenizer": "demo", "messages": messages, "addGenerationPrompt": add}
        try:
            text = json.dumps(messages, ensure_ascii=False)
            yield case | {"prompt": tokenizer.apply_chat_template(messages=text, add_generation_prompt=add)}
        except Exception as exception:
            yield case | {"error": str(exception)}


def template_cases(tokenizer: og.Tokenizer):
    """Templates of all kinds. Where a template does not render, it is the message that counts."""
    messages = [{"role": role, "content": content} for role, content in TURNS]
    for name, template in [*PUBLISHED.items(), *((None, part) for part in PARTS)]:
        # A template for any conversation is tried on one without the system's message too.
        for given in [messages, messages[1:]] if name else [messages]:
            case = ({"name": name} if name else {}) | {"template": template, "messages": given}
            try:
                text = json.dumps(given, ensure_ascii=False)
                yield case | {"prompt": tokenizer.apply_chat_template(messages=text, template_str=template, add_generation_prompt=True)}
            except UnicodeDecodeError:
                yield case | {"error": {"type": "UnicodeDecodeError"}}
            except Exception as exception:
                yield case | {"error": {"message": str(exception)}}


def window_cases(runs: Runs):
    """How far native runs with a sliding window in genai_config.json: its cache is cut, and the graph is not made for that."""
    window = {"window_size": 24, "slide_key_value_cache": False, "slide_inputs": False, "layers": [], "cache_slack": 0}
    shared = {"past_present_share_buffer": True}
    for name, changes, search, options in [
        ("a window beyond the context, as in Phi-3.5's config", {"window_size": 262144}, shared, {}),
        ("a short window", {}, shared, {}),
        ("more slack", {"cache_slack": 30}, shared, {}),
        ("slack below 0", {"cache_slack": -3}, shared, {}),
        ("the prompt in pieces", {}, shared, {"chunk_size": 32}),
        ("pieces shorter than the slack", {}, shared, {"chunk_size": 8}),
        ("beams", {}, shared, {"num_beams": 3}),
        ("one layer", {"layers": [1]}, shared, {}),
        ("a layer that is not there", {"layers": [7]}, shared, {}),
        ("no window", {"window_size": 0}, shared, {}),
        ("a window below 0", {"window_size": -1}, shared, {}),
        ("a max_length below the window", {}, shared, {"max_length": 20}),
        ("a cache that is not shared", {}, {"past_present_share_buffer": False}, {}),
    ]:
        overlay = {"model": {"decoder": {"sliding_window": window | changes}}, "search": search}
        for length in (10, 45):
            search_options = {"max_length": 64, "min_length": 64} | options
            if search_options["max_length"] < length:
                continue
            case = {"name": f"{name}, {length} prompt tokens", "model": "tiny-fp32", "overlay": overlay}
            case |= {"searchOptions": search_options, "promptIds": random_ids(random.Random(length), length)}
            generator = runs.generator(overlay, search_options)
            asked, ended = 0, True
            try:
                asked = length
                generator.append_tokens(ids_array(case["promptIds"]))
                while not generator.is_done():
                    # The step's own run is of the token before.
                    asked = generator.token_count()
                    generator.generate_next_token()
            except Exception as exception:
                if "present" not in str(exception) and "static cache" not in str(exception):
                    raise
                ended = False
            yield case | ({"sequence": sequence(generator)} if ended else {"failsAt": asked})


def misfit_cases(runs: Runs):
    """A genai_config.json that tells of another graph than tiny-fp32's: what native says then, or null where it runs all the same."""
    for path in (
        "model.vocab_size=510 511 1000",
        "model.decoder.head_size=0 8 15 32",
        "model.decoder.num_hidden_layers=0 1 5",
        "model.decoder.num_key_value_heads=0 1",
        "model.decoder.num_attention_heads=7",
        "model.decoder.hidden_size=9",
        "model.decoder.inputs.input_ids=tokens",
        "model.decoder.inputs.attention_mask=mask",
        "model.decoder.inputs.position_ids=positions",
        "model.decoder.inputs.past_key_names=past.%d past_key_values.0.key",
        "model.decoder.inputs.past_value_names=past.%d",
        "model.decoder.outputs.logits=scores",
        "model.decoder.outputs.present_key_names=now.%d",
        "model.decoder.outputs.present_value_names=now.%d",
    ):
        place, values = path.split("=")
        for value in values.split():
            overlay = {"model": {"eos_token_id": 3}}
            *parents, name = place.split(".")
            target = overlay
            for parent in parents:
                target = target.setdefault(parent, {})
            target[name] = int(value) if value.isdigit() else value
            error = None
            try:
                generator = runs.generator(overlay, {"max_length": 20})
                generator.append_tokens(ids_array(PROMPTS[2]))
                generator.generate_next_token()
            except Exception as exception:
                error = str(exception).splitlines()[0]
            yield {"name": f"{place} {value}", "overlay": overlay, "error": error}


# Objects of genai_config.json; "[]" stands for an object in an array.
CONFIG_PLACES = """
. speculative engine engine.dynamic_batching engine.static_batching search model
model.encoder model.encoder.inputs model.encoder.outputs model.encoder.session_options model.encoder.run_options
model.decoder model.decoder.inputs model.decoder.outputs model.decoder.sliding_window model.decoder.session_options
model.decoder.run_options model.decoder.pipeline.stage model.decoder.pipeline.[].stage model.decoder.pipeline.[].stage.session_options
model.decoder.pipeline.[].stage.run_options model.decoder.pipeline.[].stage.output_names_forwarder model.decoder.shared_initializers.[]
model.decoder.state_groups.[] model.decoder.state_groups.[].state_update
model.draft model.draft.inputs model.draft.outputs
model.embedding model.embedding.inputs model.embedding.outputs
model.vision model.vision.inputs model.vision.outputs model.vision.pipeline.stage model.vision.pipeline.[].stage
model.speech model.speech.inputs model.speech.outputs model.joiner model.joiner.inputs model.joiner.outputs model.vad
model.mtp model.mtp.inputs model.mtp.outputs model.mtp.shared_initializers.[]
model.dflash2 model.dflash2.inputs model.dflash2.outputs model.dflash2.shared_initializers.[] model.dspark
""".split()

# Every name that config.cpp knows somewhere, and one that it does not.
CONFIG_NAMES = """
adapter_filename alignment amdgpu amdgpuexecutionprovider attention_mask attention_metadata audio_embeds audio_features
audio_projection_mode audio_sizes audio_token_id aux_hidden_state_layers aux_hidden_states batch_size bindings blank_id
blank_penalty block_row_index block_size block_table block_table_windowed boa_token_id bor_token_id bos_token_id bot_token_id
cache_indirection cache_last_channel cache_last_channel_len cache_last_channel_len_next cache_last_channel_next cache_last_time
cache_last_time_next cache_slack candidate_ids capacity chunk_samples chunk_size config_filename context_length conv_cache_size
conv_context cooldown cpu cross_past_key_names cross_past_value_names cross_present_key_names cross_present_value_names cuda
cumulative_sequence_lengths current_sequence_length custom_ops_library data_file data_type decoder decoder_outputs
decoder_start_token_id device_filtering_options dflash2 diversity_penalty dml do_sample draft dspark dynamic_batching
early_stopping embedding enable_cpu_mem_arena enable_mem_pattern enable_profiling enabled encoder encoder_attention_mask
encoder_hidden_states encoder_outputs engine eor_token_id eos_token_id eot_token_id fft_size filename gpu_utilization_factor
graph_optimization_level hardware_device_id hardware_device_type hardware_vendor_id head_size hidden_size hidden_states hop_length
image_features image_grid_thw image_sizes image_token_id inherit_session_options input_ids input_lengths inputs inputs_embeds
inter_op_num_threads intra_op_num_threads is_lm_head joiner key_head_count kind lang_id layer_ids layer_types layers left_context
left_context_samples length length_penalty log_eps log_id log_severity_level log_verbosity_level logits lstm_cell_state
lstm_hidden_state main_aux_hidden_states main_hidden_states mask_token_id max_batch_size max_draft_tokens max_length
max_scheduled_tokens max_symbols_per_step min_adaptive_k min_length model mtp name ngram_chained_lookup ngram_size
no_repeat_ngram_size norm_eps num_attention_heads num_beams num_blocks num_draft_tokens num_hidden_layers num_key_value_heads
num_mels num_position_embeddings num_return_sequences num_visual_tokens nvtensorrtrtx offset openvino output_cross_qk_names
output_lengths output_names_forwarder outputs outputs_length pad_token_id pad_value past_conv_names past_indexer_names
past_key_names past_key_scale_names past_key_values_length past_names past_ple_conv_names past_ple_token_names
past_present_share_buffer past_recurrent_names past_sequence_length past_sequence_lengths past_value_names past_value_scale_names
patch_size per_layer_inputs pipeline pixel_position_ids pixel_values ple_token_pad_id pos_embed_indices pos_embed_weights
position_ids pre_encode_cache_size preemph prefix_padding_ms present_conv_names present_indexer_names present_key_names
present_key_scale_names present_names present_ple_conv_names present_ple_token_names present_recurrent_names present_value_names
present_value_scale_names provider_options q_row_map qkv_row_map qnn random_seed repetition_penalty reset_session_idx
right_context_samples rnn_states rnn_states_prev run_on_cpu run_on_prompt run_on_token_gen run_options ryzenai sample_rate scores
search selector_top_k sep_token_id session_options shape shared_initializers silence_duration_ms slide_inputs
slide_key_value_cache sliding_window spatial_merge_size speculative speech state_groups state_update state_update_active
state_update_capacity state_update_capture_count state_update_conv_value_names state_update_recurrent_capsule_names
static_batching subsampling_factor targets targets_length tdt_durations temperature threshold tokenizer_dir tokens_per_second
top_k top_p total_sequence_length type vad video_token_id vision vision_attention_bias vision_cos vision_sin vision_start_token_id
vitisai vocab_size webgpu win_length window_size
unheard_of
""".split()

CONFIG_VALUES = {
    "text": "x",
    "integer": 2,
    "one": 1,
    "zero": 0,
    "negative": -1,
    "fraction": 0.5,
    "more than int32": 3e9,
    "bool": True,
    "null": None,
    "object": {},
    "array": [],
}


def config_name_cases():
    """Which kinds of values each object of genai_config.json takes for each name; `others`: for all names that are not listed."""
    for place in CONFIG_PLACES:
        taken = {name: [kind for kind, value in CONFIG_VALUES.items() if is_taken(place, {name: value})] for name in CONFIG_NAMES}
        others = taken["unheard_of"]
        names = {name: kinds for name, kinds in taken.items() if kinds != others}
        yield {"place": place, "names": names, "others": others}


def is_taken(place: str, content: dict) -> bool:
    for name in reversed([name for name in place.split(".") if name]):
        content = [content] if name == "[]" else {name: content}
    try:
        og.Config(str(TINY)).overlay(json.dumps(content))
        return True
    except Exception:
        return False


def make(bundle: Path) -> None:
    make_tiny_model.make(TINY)
    runs = Runs()
    versions = fixture.versions("onnxruntime-genai", "transformers", "torch")
    for name, cases in {
        "generate": generate_cases(runs),
        "options": option_cases(runs),
        "beams": beam_cases(runs),
        "batches": batch_cases(runs),
        "calls": call_cases(runs),
        "batch-texts": batch_text_cases(og.Tokenizer(runs.model(None))),
        "probabilities": probability_cases(runs),
        "sampling": sampling_cases(runs),
        "errors": error_cases(runs),
        "sliding-window": window_cases(runs),
        "misfits": misfit_cases(runs),
        "config-names": config_name_cases(),
    }.items():
        fixture.write(f"genai/{name}.json", MADE_BY, versions, list(cases))
    fixture.write("genai/tokenizer-tiny.json", MADE_BY, tokenizer_versions(), list(tokenizer_cases(TINY)))
    make_demo(bundle)


def make_demo(bundle: Path) -> None:
    versions = tokenizer_versions() | fixture.bundle_hashes(bundle, "tokenizer.json", "tokenizer_config.json")
    fixture.write("genai/tokenizer-demo.json", MADE_BY, versions, list(tokenizer_cases(bundle)))
    fixture.write("genai/chat-template.json", MADE_BY, versions, list(chat_template_cases(bundle)))
    fixture.write("genai/chat-templates.json", MADE_BY, versions, list(template_cases(og.Tokenizer(og.Config(str(bundle))))))


def tokenizer_versions() -> dict[str, str]:
    return fixture.versions("onnxruntime-genai", "tokenizers")
