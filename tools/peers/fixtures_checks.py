"""Fixture of an Evaluate cell's checks: what Python's re and jsonschema say of answers."""

import json
import re

import fixture
import jsonschema

MADE_BY = "tools/peers/fixtures_checks.py"

TEXTS = [
    "", "Madrid", "madrid.", "The capital is Madrid.\n", "a\nb", "a\n\nb\n", "ab12", "٣٤", "²½", "é_ß", "日本 語", "a b\tc", "x\u00a0y",
    "\x1c", "\x85", "\u2028", "\ufeff", "a.b", "a-b", "[x]", "{}", "{2}", "aab", "aa", "abab", "foo=bar", "ſs", "K", "😀!", "\\", "^$", "]", "a}b{",
    "12,5 km", "2026-11-30", "\x07", "A1", "\n",
]  # fmt: skip

PATTERNS = [
    "Madrid", "^Madrid$", "madrid", "^a$", "b$", r"b\Z", r"\Aa", "(?m)^b$", "(?s)a.b", "a.b", r"a\.b", ".", "^.$", r"\d", r"\d+", r"^\d{2}$",
    r"\D", r"\w", r"^\w+$", r"\W", r"\s", r"^\S+$", r"\bab", r"\b", r"a\b", r"\Bb", "[a-c]", "[^a-z]", "[]x]", "[^]x]", r"[\]x]", r"[\w.]+$",
    r"[^\W\d]", r"[\d-]", "[a-]", "[-a]", r"[\s\S]", "[[]", "[&&]", "[a--]", r"[\b]", r"\[x\]", "]", "}", "{", "{}", "{2}", r"\{2\}", "a{2}", "a{,1}b", "a{1,}b",
    "a{1,2}?b", "a{x}", "a{", "(a)(b)", r"(a)\1", r"(ab)\1", "(?P<x>a)(?P=x)", "(?P<name>foo)=", "(?:ab)+", "(?=a)a", "(?!a)\\w", "(?<=a)b", "(?<!a)b", "a|b", "",
    "(?i)MADRID", "(?i)k", "(?i)i", "(?i)[^m]adrid", r"\x41", r"\u0041", r"\U0001F600", "\U0001f600", r"\.", r"\-", r"\/", r"\ ", r"\n", r"\t", r"\a", r"\0", r"\07", r"\\", r"\^\$",
    "(?#note)a", "a*?b", "a+?", "a??b", r"\d{4}-\d{2}-\d{2}", r"[\u0660-\u0669]", "[٠-٩]", "é", "[é-ï]", "a&&b", "[a~~b]",
    # Not patterns
    "(", ")", "[", "[a", "a**", "*a", "(?P<x", "(?P<1>a)", r"\q", r"\x4", r"[z-a]", r"[\d-z]", r"(?<n>a)", "(?P=x)", r"\1", "a{2,1}", "\\", "(?z)a", r"[\q]",
]  # fmt: skip

# What the page refuses, and Python takes
PYTHON_ONLY = ["a*+", "(?>a)", "(?i:a)", "(a)?(?(1)b|c)", "a++b", "(?x)a b"]

SCHEMAS = [
    True, False, {}, {"type": "object"}, {"type": "object", "required": ["city"]},
    {"type": "object", "properties": {"city": {"type": "string", "minLength": 2}}, "additionalProperties": False},
    {"type": "integer"}, {"type": "number", "minimum": 3, "multipleOf": 0.5}, {"enum": ["a", 1, None]}, {"const": {"a": [1]}}, {"type": ["string", "null"]},
    {"type": "array", "items": {"type": "number"}, "uniqueItems": True, "maxItems": 2}, {"prefixItems": [{"type": "string"}], "items": False},
    {"anyOf": [{"type": "string"}, {"type": "array"}]}, {"not": {"type": "string"}}, {"type": "string", "pattern": "^[a-z]+$"},
    {"type": "string", "format": "date"}, {"$defs": {"n": {"type": "number"}}, "$ref": "#/$defs/n"},
    {"$schema": "http://json-schema.org/draft-07/schema#", "items": [{"type": "string"}], "additionalItems": False},
    {"$schema": "http://json-schema.org/draft-07/schema#", "if": {"type": "string"}, "then": {"maxLength": 1}, "else": {"type": "object"}},
    {"$schema": "http://json-schema.org/draft-04/schema#", "minimum": 3, "exclusiveMinimum": True},
    {"type": "object", "unevaluatedProperties": False, "allOf": [{"properties": {"city": {}}}]}, {"dependentRequired": {"a": ["b"]}}, {"contains": {"const": 1}},
]  # fmt: skip

ANSWERS = [
    "", "Madrid", '{"city": "Madrid"}', '{"city": "M"}', '{"city": 1, "x": 2}', ' {"city": "Madrid"}\n', "[1, 2]", "[1, 1]", "[1, 2, 3]", '["a"]', '["a", 1]', "3", "3.0", "3.5", "2", '"a"', '"A"',
    '"2026-13-45"', "null", "true", '{"a": [1]}', '{"a": 1}', '{"a": [1.0]}', "```json\n{}\n```", "{'city': 'Madrid'}", '{"city": "Madrid",}',
]  # fmt: skip


def make() -> None:
    """A case's `passed` has a 1 for each text, or answer, of the first case that passes; null for what is no pattern."""
    regex = [
        {"pattern": pattern, "ignoreCase": ignore_case, "passed": marks(found(pattern, ignore_case, text) for text in TEXTS)}
        for pattern in PATTERNS
        for ignore_case in (False, True)
    ]
    refused = [{"pattern": pattern, "refused": True} for pattern in PYTHON_ONLY]
    schemas = [
        {"schema": json.dumps(schema), "passed": marks(fits(answer, schema) for answer in ANSWERS)} for schema in SCHEMAS
    ]
    cases = [{"texts": TEXTS, "answers": ANSWERS}, *regex, *refused, *schemas]
    fixture.write("checks.json", MADE_BY, fixture.versions("jsonschema"), cases)


def marks(verdicts) -> str | None:
    verdicts = list(verdicts)
    return None if None in verdicts else "".join(str(int(verdict)) for verdict in verdicts)


def found(pattern: str, ignore_case: bool, text: str) -> bool | None:
    try:
        return re.search(pattern, text, re.IGNORECASE if ignore_case else 0) is not None
    except re.error:
        return None


def fits(answer: str, schema) -> bool:
    try:
        value = json.loads(answer)
    except ValueError:
        return False
    return jsonschema.validators.validator_for(schema)(schema).is_valid(value)
