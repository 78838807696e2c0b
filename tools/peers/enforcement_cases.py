"""Inputs and params that MLflow is asked to enforce schemas on: `(name, signature, data)`, a signature being an option's or JSON."""

from itertools import combinations_with_replacement, product

NAN = float("nan")
USER = {"role": "user", "content": "Hi"}
OF_OPTIONS = {
    "option1": [
        ("one message", {"messages": [USER]}),
        ("three messages", {"messages": [{"role": "system", "content": "S"}, USER, {"role": "assistant", "content": "A"}]}),
        ("a name", {"messages": [USER | {"name": "Ann"}]}),
        ("no messages", {}),
        ("an empty list of messages", {"messages": []}),
        ("null messages", {"messages": None}),
        ("messages is a string", {"messages": "Hi"}),
        ("messages is a dict", {"messages": USER}),
        ("a message is a string", {"messages": ["Hi"]}),
        ("a message is null", {"messages": [None]}),
        ("no content", {"messages": [{"role": "user"}]}),
        ("null content", {"messages": [{"role": "user", "content": None}]}),
        ("content is a number", {"messages": [{"role": "user", "content": 1}]}),
        ("content is a list", {"messages": [{"role": "user", "content": ["Hi"]}]}),
        ("no role", {"messages": [{"content": "Hi"}]}),
        ("null role", {"messages": [{"role": None, "content": "Hi"}]}),
        ("an empty message", {"messages": [{}]}),
        ("an extra key in a message", {"messages": [USER | {"mood": "good"}]}),
        ("the second message bad", {"messages": [USER, {"role": "user", "content": True}]}),
        ("the prompt of option 2", {"prompt": "Hi"}),
        ("an extra column", {"messages": [USER], "mood": "good"}),
        ("a bare list of messages", [USER]),
        ("a list of requests", [{"messages": [USER]}, {"messages": [USER, USER]}]),
        ("a string", "Hi"),
        ("all of the seed's parameters", {"messages": [USER], "temperature": 0.5, "max_tokens": 10, "stop": ["x"], "n": 1, "stream": False}),
        ("temperature 0", {"messages": [USER], "temperature": 0}),
        ("temperature 1", {"messages": [USER], "temperature": 1}),
        ("temperature 2", {"messages": [USER], "temperature": 2}),
        ("temperature is a string", {"messages": [USER], "temperature": "0.5"}),
        ("temperature is null", {"messages": [USER], "temperature": None}),
        ("temperature is true", {"messages": [USER], "temperature": True}),
        ("max_tokens is a float", {"messages": [USER], "max_tokens": 1.5}),
        ("max_tokens is a whole float", {"messages": [USER], "max_tokens": 5.0}),
        ("max_tokens is a string", {"messages": [USER], "max_tokens": "5"}),
        ("max_tokens is null", {"messages": [USER], "max_tokens": None}),
        ("max_tokens is true", {"messages": [USER], "max_tokens": True}),
        ("max_tokens is a list", {"messages": [USER], "max_tokens": [5]}),
        ("stop is a string", {"messages": [USER], "stop": "x"}),
        ("stop is empty", {"messages": [USER], "stop": []}),
        ("stop is null", {"messages": [USER], "stop": None}),
        ("stop holds a number", {"messages": [USER], "stop": [1]}),
        ("stop holds a string and a number", {"messages": [USER], "stop": ["x", 1]}),
        ("stream is a string", {"messages": [USER], "stream": "yes"}),
        ("stream is a number", {"messages": [USER], "stream": 1}),
        ("custom_inputs", {"messages": [USER], "custom_inputs": {"a": 1}}),
        ("custom_inputs is a string", {"messages": [USER], "custom_inputs": "a"}),
        ("tool calls", {"messages": [{"role": "assistant", "tool_calls": [{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}]}),
        ("a bad tool call", {"messages": [{"role": "assistant", "tool_calls": [{"id": "1"}]}]}),
    ],
    "option2": [
        ("a prompt", {"prompt": "Hi"}),
        ("an empty prompt", {"prompt": ""}),
        ("a list of one prompt", {"prompt": ["Hi"]}),
        ("a list of two prompts", {"prompt": ["Hi", "Ho"]}),
        ("an empty list of prompts", {"prompt": []}),
        ("a null prompt", {"prompt": None}),
        ("the prompt is a number", {"prompt": 1}),
        ("the prompt is a float", {"prompt": 1.5}),
        ("the prompt is true", {"prompt": True}),
        ("the prompt is a list of numbers", {"prompt": [1, 2]}),
        ("the prompt is a dict", {"prompt": {"a": "b"}}),
        ("no prompt", {}),
        ("another key", {"question": "Hi"}),
        ("the wrong case", {"Prompt": "Hi"}),
        ("an extra column", {"prompt": "Hi", "mood": "good"}),
        ("an extra column that is a number", {"prompt": "Hi", "n": 1}),
        ("an extra column that is a list of numbers", {"prompt": "Hi", "n": [1, 2]}),
        ("the messages of option 1", {"messages": [USER]}),
        ("a string", "Hi"),
        ("a number", 1),
        ("null", None),
        ("true", True),
        ("a list of strings", ["Hi"]),
        ("an empty list", []),
        ("a list of dicts", [{"prompt": "Hi"}, {"prompt": "Ho"}]),
        ("a list of dicts, one without", [{"prompt": "Hi"}, {}]),
    ],
}


def array(items: dict) -> dict:
    return {"type": "array", "items": items}


def mapping(values: dict) -> dict:
    return {"type": "map", "values": values}


STRING, LONG, DOUBLE, BOOLEAN, ANY = ({"type": name} for name in ["string", "long", "double", "boolean", "any"])
OBJECT = {"type": "object", "properties": {"a": STRING | {"required": True}, "b": LONG | {"required": False}}}
SCALARS = [{"type": name} for name in ["boolean", "integer", "long", "float", "double", "string", "binary", "datetime"]]
ARRAYS = [array(type) for type in [*SCALARS, ANY, array(STRING), OBJECT, mapping(LONG)]]
MAPS = [mapping(type) for type in [STRING, LONG, ANY, array(LONG), OBJECT]]
NESTED = {
    "type": "object",
    "properties": {
        "any": ANY | {"required": False},
        "list": array(OBJECT) | {"required": False},
        "map": mapping(DOUBLE) | {"required": False},
        "object": OBJECT | {"required": False},
        "required": array(BOOLEAN) | {"required": True},
    },
}

VALUES = [
    None, True, 0, 2, 1.5, 2.0, NAN, "s", [], ["s"], ["s", None], [None], [1], [1, None], [0, 1], [1, 1.5], [True, None], ["s", 1],
    [["s"], []], [{"a": "s"}], {}, {"a": "s"}, {"a": 1}, {"a": "s", "b": 1}, {"a": "s", "c": 1}, {"a": None}, {"a": [1]},
]
ABSENT = object()
CELLS = [ABSENT, None, NAN, 1, 2.5, True, "s", ["s"], {"a": "s"}]


def column(type: dict, required: bool, name: str | None = "x") -> dict:
    return type | ({} if name is None else {"name": name}) | {"required": required}


def label(type: dict) -> str:
    inner = type.get("items") or type.get("values") or type.get("properties", {})
    return type["type"] + (f"({label(inner)})" if "type" in inner else "")


def of_one_column() -> list[tuple]:
    """Every value for every type, required and optional."""
    cases = []
    for type, required, value in product([*SCALARS, *ARRAYS, *MAPS, OBJECT, ANY], [True, False], VALUES):
        if type in SCALARS and not required and isinstance(value, (list, dict)) and len(value) > 1:
            continue
        word = "required" if required else "optional"
        cases.append((f"{word} {label(type)}: {value!r}", [column(type, required)], {"x": value}))
    return cases


def of_two_rows() -> list[tuple]:
    """Two rows: pandas finds the column's type in both, and a cell that is absent is NaN."""
    cases = []
    for type in [BOOLEAN, LONG, DOUBLE, STRING, array(STRING), OBJECT, mapping(ANY), ANY]:
        for pair in combinations_with_replacement(CELLS, 2):
            rows = [{} if cell is ABSENT else {"x": cell} for cell in pair]
            cases.append((f"rows of {label(type)}: {rows!r}", [column(type, False)], rows))
    return cases


NAMED = [column(STRING, True, "a"), column(LONG, False, "b"), column(DOUBLE, False, "c")]
NESTED_COLUMN = [column(NESTED, True)]
WRITTEN = [
    ("columns in another order", NAMED, {"c": 1.5, "b": 2, "a": "s"}),
    ("optional columns absent", NAMED, {"a": "s"}),
    ("all columns optional, none given", [column(STRING, False)], {}),
    ("all columns optional, another given", [column(STRING, False)], {"y": "s"}),
    ("all columns optional, another beside it", [column(STRING, False)], {"x": "s", "y": [1]}),
    ("two required columns, both absent", [column(STRING, True, "a"), column(LONG, True, "b")], {"c": 1}),
    ("two required columns, one absent", [column(STRING, True, "a"), column(LONG, True, "b")], {"b": 1}),
    ("lists as columns", NAMED, {"a": ["s", "t"], "b": [1, 2]}),
    ("lists as columns, a scalar beside them", NAMED, {"a": "s", "b": [1, 2]}),
    ("lists as columns, null beside them", NAMED, {"a": "s", "b": [1, 2], "c": None}),
    ("lists as columns of differing length", NAMED, {"a": ["s"], "b": [1, 2]}),
    ("empty lists as columns", NAMED, {"a": [], "b": [1][:0], "c": {}}),
    ("an empty dict and a scalar as columns", NAMED, {"a": "s", "b": {}}),
    ("dicts as columns", NAMED, {"a": {"0": "s", "1": "t"}, "b": {"1": 2}}),
    ("a dict and a list as columns", NAMED, {"a": {"0": "s"}, "b": [1]}),
    ("a dict and a scalar as columns", NAMED, {"a": "s", "b": {"0": 1}}),
    ("a list with a missing int", NAMED, {"a": ["s", "t"], "b": [1, None]}),
    ("a list with a missing int that is a float", NAMED, {"a": ["s", "t"], "b": [1.5, None]}),
    ("rows", NAMED, [{"a": "s", "b": 1}, {"a": "t", "c": 0.5}]),
    ("rows with an extra column", NAMED, [{"a": "s", "d": 1}, {"a": "t", "d": 2}]),
    ("rows and a string", NAMED, [{"a": "s"}, "t"]),
    ("rows and an empty string", NAMED, [{"a": "s"}, ""]),
    ("rows and a number", NAMED, [{"a": "s"}, 1]),
    ("rows and null", NAMED, [{"a": "s"}, None]),
    ("rows and a list", NAMED, [{"a": "s"}, [1]]),
    ("rows and a list of a text", NAMED, [{"a": "s"}, ["t"]]),
    ("an int for a long column beyond 64 bits", [column(LONG, True)], {"x": 2**64}),
    ("an int for a long column beyond 63 bits", [column(LONG, True)], {"x": 2**63}),
    ("ints beyond 63 bits, one missing", [column(DOUBLE, True)], [{"x": 2**63}, {"x": None}]),
    ("texts beyond ASCII for binary", [column(array({"type": "binary"}), True)], {"x": ["é"]}),
    ("more texts beyond ASCII for binary", [column(array({"type": "binary"}), True)], {"x": ["aéü😀b"]}),
    ("texts for binary", [column(array({"type": "binary"}), True)], {"x": ["ab", 1, 2.5]}),
    ("long texts, one missing", [column(array(STRING), True)], {"x": ["abcd", None, "é", ""]}),
    ("mixed for an array of strings", [column(array(STRING), True)], {"x": ["s", 1, 1.5, True, None]}),
    ("lists for an array of strings", [column(array(STRING), True)], {"x": [["s"], "t"]}),
    ("lists and dicts for an array of booleans", [column(array(BOOLEAN), True)], {"x": [[], [0], {}, {"a": 1}, 0, 0.0, NAN, "", "f"]}),
    ("dates as texts", [column({"type": "datetime"}, True)], {"x": "2024-05-01"}),
    ("an object with its optional parts null", NESTED_COLUMN, {"x": {"required": [True], "any": None, "list": None, "map": None, "object": None}}),
    ("an object with its optional parts empty", NESTED_COLUMN, {"x": {"required": [], "any": [], "list": [], "map": {}, "object": {}}}),
    ("an object with all its parts", NESTED_COLUMN, {"x": {"any": [1, "s"], "list": [{"a": "s"}, {"a": "t", "b": 2}], "map": {"k": 1, "l": 0.5}, "object": {"a": "s", "b": None}, "required": [True, False]}}),
    ("a map that wants floats gets an int", NESTED_COLUMN, {"x": {"map": {"k": 2}, "required": [True]}}),
    ("a list in an object holds null", NESTED_COLUMN, {"x": {"list": [None], "required": [True]}}),
    ("a list in an object holds a bad object", NESTED_COLUMN, {"x": {"list": [{"b": 1}], "required": [True]}}),
    ("the required part is null", NESTED_COLUMN, {"x": {"required": None}}),
    ("two parts missing", [column({"type": "object", "properties": {"a": STRING, "b": STRING, "c": STRING}}, True)], {"x": {"a": "s"}}),
    ("two parts too many", [column(OBJECT, True)], {"x": {"a": "s", "y": 1, "z": 2}}),
    ("a key with quotes", [column({"type": "object", "properties": {"it's": STRING}}, True)], {"x": {"it's": 1}}),
    ("keys that look like integers", [column(mapping(LONG), True), column(array(STRING), False, "y")], {"x": {"10": 1, "9": 2}}),
    ("a text for one unnamed string", [column(STRING, True, None)], "s"),
    ("a number for one unnamed string", [column(STRING, True, None)], 1),
    ("a number for one unnamed long", [column(LONG, True, None)], 1),
    ("true for one unnamed boolean", [column(BOOLEAN, True, None)], True),
    ("null for one unnamed string", [column(STRING, True, None)], None),
    ("texts for one unnamed string", [column(STRING, True, None)], ["s", "t"]),
    ("texts and null for one unnamed string", [column(STRING, True, None)], ["s", None]),
    ("texts and numbers for one unnamed string", [column(STRING, True, None)], ["s", 1]),
    ("nothing for one unnamed string", [column(STRING, True, None)], []),
    ("numbers for one unnamed double", [column(DOUBLE, True, None)], [1.5, 2]),
    ("numbers and null for one unnamed long", [column(LONG, True, None)], [1, None]),
    ("a dict for one unnamed string", [column(STRING, True, None)], {"x": "s"}),
    ("a dict of two for one unnamed string", [column(STRING, True, None)], {"x": "s", "y": "t"}),
    ("lists for one unnamed array", [column(array(STRING), True, None)], [["s"], ["t", "u"]]),
    ("a dict of lists for one unnamed array", [column(array(STRING), True, None)], {"x": ["s"]}),
    ("texts for one unnamed array", [column(array(STRING), True, None)], ["s"]),
    ("null and a list for one unnamed array", [column(array(STRING), True, None)], [None, ["s"]]),
    ("lists for two unnamed", [column(STRING, True, None), column(LONG, True, None)], [["s", 1], ["t", 2]]),
    ("lists of differing length for two unnamed", [column(STRING, True, None), column(DOUBLE, True, None)], [["s"], ["t", 2]]),
    ("lists of three for two unnamed", [column(STRING, True, None), column(LONG, True, None)], [["s", 1, 2]]),
    ("lists of one for two unnamed", [column(STRING, True, None), column(LONG, True, None)], [["s"]]),
    ("a list and a text for one unnamed", [column(STRING, True, None)], [["s"], "t"]),
    ("a list and a dict for one unnamed", [column(STRING, True, None)], [["s"], {"k": 1}]),
    ("a list and a number for one unnamed", [column(STRING, True, None)], [["s"], 1]),
    ("a list and null for one unnamed", [column(STRING, True, None)], [["s"], None]),
    ("dicts for one unnamed any", [column(ANY, True, None)], [{"x": 1}, {"x": None}]),
    ("a text for one unnamed any", [column(ANY, True, None)], "s"),
    ("mixed for one unnamed any", [column(ANY, True, None)], ["s", 1, None, [1], {"a": 1}]),
    ("dicts for one unnamed object", [column(OBJECT, True, None)], [{"x": {"a": "s"}}, {"x": {"a": "t", "b": 1}}]),
]


def schema_cases() -> list[tuple]:
    of_options = [(name, option, data) for option, given in OF_OPTIONS.items() for name, data in given]
    return of_options + WRITTEN + of_one_column() + of_two_rows()


def param(name: str, type: str, default=None, shape=None) -> dict:
    return {"name": name, "default": default, "shape": shape, "type": type}


PARAM_VALUES = [None, True, 1, 0, 2**40, 1.5, 2.0, NAN, "s", "2024-05-01", "2024-05-01T10:20:30", "1.5", [], [1], [1, 1.5], ["s"], ["s", None], [[1]], [[1], [2, 3]], {}, {"a": "s"}]
PARAM_TYPES = ["boolean", "integer", "long", "float", "double", "string", "datetime"]
OBJECT_PARAM = OBJECT | {"name": "p", "default": {"a": "s"}, "shape": None}
TWO = [param("temperature", "double", 0.5), param("stop", "string", ["a"], [-1])]


def params_cases() -> list[tuple]:
    cases = [
        ("no schema, no params", None, None),
        ("no schema, empty params", None, {}),
        ("no schema, a param", None, {"a": 1}),
        ("no schema, two params", None, {"a": 1, "b": 2}),
        ("no schema, a list", None, [1]),
        ("no schema, a text", None, "s"),
        ("defaults", TWO, None),
        ("defaults for what is absent", TWO, {"stop": ["x", "y"]}),
        ("params in another order", TWO, {"stop": ["x"], "temperature": 1}),
        ("one that the schema lacks", TWO, {"temperature": 0.25, "mood": "good"}),
        ("two that the schema lacks", TWO, {"mood": "good", "tone": "dry"}),
        ("a list for params", TWO, [1]),
        ("a text for params", TWO, "s"),
        ("false for params", TWO, False),
        ("null for one with a default", TWO, {"temperature": None}),
        ("a bad one and a good one", TWO, {"temperature": "hot", "stop": ["x"]}),
        ("two bad ones", TWO, {"temperature": "hot", "stop": "x"}),
        ("quotes in a bad value", [param("it's", "long", 1)], {"it's": "it's"}),
    ]
    for type, value in product(PARAM_TYPES, PARAM_VALUES):
        default = "2024-01-01" if type == "datetime" else None
        cases.append((f"{type}: {value!r}", [param("p", type, default)], {"p": value}))
        cases.append((f"list of {type}: {value!r}", [param("p", type, [], [-1])], {"p": value}))
    return cases + [(f"object: {value!r}", [OBJECT_PARAM], {"p": value}) for value in PARAM_VALUES]
