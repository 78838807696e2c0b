"""The strings on which tokenizers are compared: ordinary text, chat prompts, and what breaks tokenizers."""

import random

DECODE_ONLY_COUNT = 150
RANDOM_COUNT = 300

PLAIN = """What is the capital of Spain?
The capital of Spain is Madrid.
Tell me a joke about atom
You are a helpful AI assistant.
You are a stand-up comedian.
Don't you think it's what we'd've wanted?
I'M SHOUTING, AREN'T I?
3.14159 and 2024-06-01, 1,000,000; 12:34:56
x = [i ** 2 for i in range(10) if i % 2 == 0]
https://example.org/a_b?c=d&e=f#g
snake_case CamelCase kebab-case SCREAMING_CASE
"quoted" 'single' `code` (parens) [brackets] {braces} <angles>
a/b\\c|d~e^f$g%h&i*j+k=l
Ünïcödé naïve café façade Straße élève
Привет, как дела?
你好，世界！
こんにちは、世界。
안녕하세요 세계
مرحبا بالعالم
שלום עולם
नमस्ते दुनिया
สวัสดีชาวโลก
Ελληνικά γράμματα
Tiếng Việt có dấu
😀 😃 👩‍👩‍👧‍👦 🇪🇸 👍🏽 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿
½ ² Ⅷ ① ﬁ ™ © € ¥ ∑ √ ∞ → ♠
𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝒽𝑒𝓁𝓁𝑜""".splitlines()

PROMPTS = [
    "<|user|>What is the capital of Spain?<|end|><|assistant|>",
    "<|user|>\nWhat is the capital of Spain?<|end|>\n<|assistant|>\n",
    "<|system|>You are a stand-up comedian.<|end|><|user|>Tell me a joke about atom<|end|><|assistant|>",
    "<|system|>\nYou are a stand-up comedian.<|end|>\n<|user|>\nTell me a joke about atom<|end|>\n<|assistant|>\n",
    "<|user|>\nHi<|end|>\n<|assistant|>\nHello!<|end|>\n<|user|>\nAnd you?<|end|>\n<|assistant|>\n",
    "<|user|>Hi<|end|>\n<|assistant|>Hello!<|end|><|endoftext|>",
    "<s><|user|>\nHi<|end|>\n<|assistant|>\n",
]

SPACES = ["", " ", "  ", "   ", "    ", "     ", "\n", "\n\n", "\n\n\n", "\t", "\t\t", " \n", "\n ", " \n ", "\r\n", "\r", "\n\t \n"]
SPACES += ["a ", " a", "  a", "a  ", "a   b", "a\nb", "a\n\nb", "a \n b", "\na", "a\n", "\ta\tb", "a\u00a0b", "a\u3000b", "a\u200bb", "\ufeffa", "a\u2028b"]

AROUND_SPECIAL = [
    before + special + after
    for special in ("<|end|>", "<|user|>", "<|endoftext|>", "</s>", "<s>", "<unk>")
    for before, after in (("", ""), ("a", "b"), (" ", " "), ("a ", " b"), ("a\n", "\nb"), ("", "  b"), ("", "\t\r\n b"), ("", "\u00a0b"))
]

ODD = [
    "<|end|><|end|>",
    "<|end|> <|end|>",
    "<|end|>\n\n<|user|>\n\n",
    "<|end",
    "|end|>",
    "<|END|>",
    "<|unknown|>",
    "< |end|>",
    "<|user|><|user|>x",
    "▁",
    "▁▁a",
    "a▁b",
    " ▁ ",
    "<0x41>",
    "<0x0A>",
    "a\0b",
    "\0",
    "\x01\x02\x1f\x7f\x80\x85",
    "e\u0301 vs é",
    "\u0301",
    "👩\u200d",
    "\U0010ffff",
    "\ufffd",
    "\ud7ff\ue000",
    "a" * 200,
    " " * 60,
    "\n" * 40,
    "ab" * 80,
    "word " * 60,
    "中" * 50,
    "😀" * 20,
    "1" * 50,
    "." * 50,
    "the" * 40,
    "!?" * 30,
    "'s 't 're 've 'm 'll 'd",
    "'S 'T 'RE 'VE 'M 'LL 'D",
    "I'mx you'rex",
    "don''t",
    "a1b2c3",
    "12345678901234567890",
    "1 12 123 1234 12345",
    "a.b,c;d:e!f?g",
    "...  ---  ***",
    "  leading and trailing  ",
    "tabs\tand  two spaces",
]

ALPHABET = list("abcdefghijklmnorstuvwxyzST    \n\r\t.,'-0917\"()?!_$")
ALPHABET += ["é", "中", "😀", "▁", "\u0301", "<|end|>", "<|user|>\n", "</s>", "<s>", " the", " of", "'re", "'ll", "  ", "\n\n"]
ALPHABET += ["\u00a0", "\u3000", "\u200b", "ก็", "हि", "१", "Ⅷ", "½", "\u2028", "\x0b", "\x85", "ß", "И", "\x1c", "٣", "🇫", "\ufeff", "َ"]


def strings() -> list[str]:
    """Each string once, in a fixed order."""
    rng = random.Random(77)
    mixed = ["".join(rng.choices(ALPHABET, k=rng.randint(1, 40))) for _ in range(RANDOM_COUNT)]
    return list(dict.fromkeys([*PLAIN, *PROMPTS, *SPACES, *AROUND_SPECIAL, *ODD, *mixed]))
