# %% Prompts are texts: how notebooks make and measure them
import itertools
import json
import pprint
import random
import string
import textwrap
from operator import itemgetter

name, score, missing = "phi3", 0.123456, None
print(f"{name=} {score=:.3f} {missing!r:>8} {name!s:^10}| {1234567:,} {255:#x} {255:08b} {0.5:.1%} {1e10:g} {name:*^12}")
print(f"{'nested ' + f'{name}'} {{braces}} {score:{10}.{2}f} {[n * n for n in range(3)]} {name.upper()!r}")
print("%s is %d%% of %.2f and %-5s|%5s|%05d" % ("x", 50, 2.5, "ab", "cd", 42))
print("{0} {1} {0} {key!r} {number:>6.2f} {item[a]}".format("a", "b", key="k", number=3.14159, item={"a": 1}))
# %%
template = """
    <|system|>
    You are {role}.<|end|>
    <|user|>
    {question}<|end|>
    <|assistant|>
"""
prompt = textwrap.dedent(template).strip().format(role="short", question="What is the capital of Spain?")
print(prompt)
print(textwrap.fill("The quick brown fox jumps over the lazy dog and runs away from everything it knows.", width=30))
print(textwrap.shorten("The quick brown fox jumps over the lazy dog", width=20, placeholder="…"))
print(textwrap.indent("a\nb", "> "))
# %%
prompt.format(role="short")
# %%
"{} {}".format(1)
# %%
string.Template("$who said $$5").substitute(who="she"), string.Template("$a $b").safe_substitute(a=1)
# %%
string.Template("$a $b").substitute(a=1)
# %%
roles = ["user", "assistant"] * 2
messages = [{"role": role, "content": f"turn {n}"} for n, role in enumerate(roles)]
pprint.pprint(messages)
pprint.pprint({"messages": messages, "options": {"temperature": 0.0, "stop": ["a" * 30, "b" * 30, "c" * 30]}}, width=60, sort_dicts=False)
pprint.pprint(messages, depth=1, compact=True)
print(pprint.pformat("word " * 30))
# %%
print(json.dumps(messages[:2], indent=2), json.dumps({"ä": "ö", "n": 1.0}, ensure_ascii=False), json.dumps("ä"), json.dumps({"b": 1, "a": [1, None, True]}, sort_keys=True, separators=(",", ":")))
# %%
[list(group) for _, group in itertools.groupby(sorted(messages, key=itemgetter("role")), key=itemgetter("role"))]
# %%
list(itertools.pairwise("abc")), list(itertools.product("ab", [1, 2]))[:3], list(itertools.accumulate([1, 2, 3])), list(itertools.chain.from_iterable([[1], [2, 3]])), list(itertools.islice(itertools.count(5), 3)), list(itertools.zip_longest("ab", "c", fillvalue="-"))
# %%
random.seed(7)
random.random(), random.randint(1, 10), random.choice(roles), random.sample(range(20), 4), random.shuffle(roles), random.gauss(0, 1), random.choices("abc", weights=[5, 1, 1], k=4), round(random.uniform(1, 2), 6)
# %%
"Straße".casefold(), "ǅ".title(), "a,b,,c".split(","), " a  b ".split(), "a\nb\r\nc".splitlines(), "abc".partition("b"), "x".zfill(3), "aXb".swapcase(), "tEST".capitalize(), "a-b_c".translate(str.maketrans("-_", "  ")), "abcabc".rfind("b"), "ab".center(6, "*"), "1½".isdigit(), "naïve".encode("utf-8"), "e\u0301" == "é"
# %%
import difflib, unicodedata, base64, hashlib, html, urllib.parse
print("\n".join(difflib.unified_diff(["a", "b"], ["a", "c"], lineterm="")))
print(round(difflib.SequenceMatcher(None, "Madrid", "madrid!").ratio(), 4), difflib.get_close_matches("temprature", ["temperature", "top_p"]))
print(unicodedata.normalize("NFC", "e\u0301"), unicodedata.name("ß"), base64.b64encode(b"phi3"), hashlib.sha256(b"phi3").hexdigest()[:16], hashlib.md5(b"phi3").hexdigest(), html.escape("<b>&\"'"), urllib.parse.quote("ä b/c"))
# %%
import statistics, math, time, datetime as dt
statistics.mean([1, 2, 4]), statistics.median([1, 3, 2]), statistics.stdev([1, 2, 4]), statistics.mode("aab"), math.isclose(0.1 + 0.2, 0.3), math.prod([2, 3]), math.comb(5, 2), dt.datetime.fromtimestamp(0, dt.timezone.utc).isoformat(), dt.datetime(2024, 5, 1).strftime("%A, %d %B %Y %H:%M"), dt.datetime.strptime("01.05.2024", "%d.%m.%Y")
# %%
from transformers import AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("microsoft/Phi-3-mini-4k-instruct")
lengths = {text: len(tokenizer(text)["input_ids"]) for text in ("Hi", "What is the capital of Spain?", "ä ö ü", "")}
lengths
# %%
def fit(messages, budget):
    kept = []
    for message in reversed(messages):
        tokens = len(tokenizer.encode(message["content"]))
        if tokens > budget:
            break
        budget -= tokens
        kept.insert(0, message)
    return kept, budget

fit(messages, 12)
# %%
print(tokenizer.apply_chat_template(messages[:2], tokenize=False, add_generation_prompt=True))
tokenizer.decode(tokenizer.encode("What is the capital of Spain?")[:5]), tokenizer.convert_ids_to_tokens(tokenizer.encode("Hi there"))
