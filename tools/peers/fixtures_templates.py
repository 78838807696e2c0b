"""Fixtures of option 1's chat templates: what the real transformers makes of them, in jinja2's sandbox, or with which error it refuses."""

import quiet  # noqa: F401  first: sets what the peers read on import

import re
from pathlib import Path

import chat_templates
import fixture
import jinja_templates
import transformers

MADE_BY = "tools/peers/fixtures_templates.py"
TURNS = [("system", ' Be "brief". '), ("user", "Où est 北京? 😀\n"), ("assistant", "  It's <there>\\ \u0001"), ("user", "Hi")]
MESSAGES = [{"role": role, "content": content} for role, content in TURNS]


def make(bundle: Path) -> None:
    tokenizer = transformers.AutoTokenizer.from_pretrained(bundle)
    published = chat_templates.PUBLISHED | jinja_templates.PUBLISHED
    parts = dict.fromkeys([*chat_templates.PARTS, *jinja_templates.PARTS])
    cases = [case for name, template in published.items() for case in conversations(tokenizer, name, template)]
    cases += [render(tokenizer, {"template": template}, MESSAGES) for template in parts]
    versions = fixture.versions("transformers", "jinja2")
    versions |= fixture.bundle_hashes(bundle, "tokenizer_config.json")
    fixture.write("pipeline/chat-templates.json", MADE_BY, versions, [case for case in cases if is_repeatable(case)])


def conversations(tokenizer, name: str, template: str):
    """A template for any conversation is tried on one without the system's message too."""
    for number, messages in enumerate([MESSAGES, MESSAGES[1:], MESSAGES[1:3]]):
        yield render(tokenizer, {"name": f"{name}, {number + 1}", "template": template, "messages": messages}, messages)


def render(tokenizer, case: dict, messages: list) -> dict:
    try:
        prompt = tokenizer.apply_chat_template(
            messages, chat_template=case["template"], tokenize=False, add_generation_prompt=True
        )
        return case | {"prompt": prompt}
    except Exception as exception:
        return case | {"error": fixture.error(exception)}


def is_repeatable(case: dict) -> bool:
    """Addresses in memory change from run to run."""
    return re.search(r" at 0x[0-9a-f]+", case.get("prompt", "")) is None
