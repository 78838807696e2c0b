/** The strings on which tokenizers are compared with native's: what people write, and what breaks tokenizers. */

const prose = `What is the capital of Spain? The capital of Spain is Madrid.
Don't you think it's what we'd've wanted? I'M SHOUTING, AREN'T I? she'll they're I've 'tis
HTTPServer parseXMLFile iPhone McDonald's OpenAI's GPT4o snake_case kebab-case SCREAMING_CASE
Ünïcödé naïve café façade Straße élève ÀÉÎÕÜ ǅungla ǈubav
Привет, как дела? ПРИВЕТ Мир, дом 42.
你好，世界！今天天气很好。人工智能
こんにちは、世界。カタカナ ひらがな 漢字かな交じり文
안녕하세요 세계, 오늘은 좋은 날입니다.
مرحبا بالعالم ١٢٣ كَيْفَ حَالُكَ
שלום עולם שָׁלוֹם
नमस्ते दुनिया, क्या हाल है? १२३
สวัสดีชาวโลก ก็ดี
Ελληνικά γράμματα ΆΈΉ
Tiếng Việt có dấu, e\u0301 e\u0301e\u0301 A\u0300\u0301
বাংলা தமிழ் తెలుగు ಕನ್ನಡ മലയാളം සිංහල ລາວ မြန်မာ ខ្មែរ ქართული Հայերեն አማርኛ
😀 😃 👩‍👩‍👧‍👦 🇪🇸 👍🏽 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🫠🫨🪿
½ ² Ⅷ ① ﬁ ™ © € ¥ ∑ √ ∞ → ♠ ٪ ‰ „Zitat“ «citation» “quote” ‘s’ ’s
𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝒽𝑒𝓁𝓁𝑜 𞤀𞤣 𐐀𐐨
3.14159 and 2024-06-01, 1,000,000; 12:34:56 1 12 123 1234 12345 1234567890
https://example.org/a_b?c=d&e=f#g name@example.com C:\\Users\\x\\file.txt /usr/bin/env`.split("\n");

const code = `def f(x: int = 3) -> list[str]:
    return [line.split()[0] for line in open("a.txt")]
x = line.split()[0]
for (let i = 0; i < 10; i++) { console.log(\`\${i}\`); }
if (a && b || !c) { return {"a": [1, 2.5e-3], 'b': null}; }
#include <stdio.h>
int main(void) { printf("%d\\n", 0xFF); }
SELECT * FROM t WHERE id >= 10 AND name LIKE '%x%';
<div class="a b" id='c'>&nbsp;</div>
\\begin{equation} \\frac{a}{b} = \\sum_{i=0}^{n} x_i^2 \\end{equation}
[",", '["', "]}", ")[", "():", "\\"];", "//", "/*", "*/", "#!", "=>", "::", "..."]
// comment\t\tend
| a | b |
|---|:-:|
- [x] done **bold** _it_ ~~no~~ \`code\``.split("\n");

const spaces = [
  "",
  " ",
  "  ",
  "   ",
  "     ",
  "\n",
  "\n\n",
  "\n\n\n",
  "\t",
  "\t\t",
  " \n",
  "\n ",
  " \n ",
  "\r\n",
  "\r",
  "\r\n\r\n",
  "\n\t \n",
  "\u00a0",
  "\u3000",
  "\u200b",
  "\u2028",
  "\u0085",
  "\v",
  "\f",
  "\ufeff",
  "\u1680",
  "\u180e",
  "\u202f",
  " \r\n \r\n  ",
];

const odd = [
  "▁",
  "▁▁a",
  "a▁b",
  " ▁ ",
  "<0x41>",
  "<0x0A>",
  "a\0b",
  "\0",
  "\u0001\u0002\u001f\u007f\u0080\u0085",
  "\u0301",
  "\u0301\u0301a",
  "👩\u200d",
  "\u{10ffff}",
  "\ufffd",
  "\ud7ff\ue000",
  "\ufffe\uffff",
  "\ud83d",
  "a\ud83db",
  "\udc00\ud83d",
  "<|",
  "<|end",
  "<|end|",
  "|end|>",
  "<|END|>",
  "< |end|>",
  "<|unknown|>",
  "[INST] x [/INST]",
  "'s 't 're 've 'm 'll 'd",
  "'S 'T 'RE 'VE 'M 'LL 'D",
  "'Re 'lL 'sx 'rex ''s",
  "a'b'c'",
  "\u1734\u19da\u{1df0a}\u{11f02}\u{31350}",
  "ĠĠ Ċ ĉ",
  "ſ'ſ K'K",
];

const long = [
  "a",
  " ",
  "\n",
  "\r\n",
  "ab",
  "word ",
  "中",
  "😀",
  "1",
  ".",
  "the",
  "!?",
  "\t",
  "=",
  "-",
  "é",
  "\u0301",
  "<",
  "▁",
].map((part) => part.repeat(90));

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * At least `count` strings, each once and in a fixed order; some hold halves of surrogate pairs.
 * @param specialTokens those of the tokenizer, which stand within some of the strings.
 */
export function tokenizerStrings(specialTokens, count) {
  const random = randomFrom(20_261_130);
  const pick = (items) => items[Math.floor(random() * items.length)];
  const lines = [...prose, ...code];
  const words = lines.flatMap((line) => line.split(/(?<= )/));
  const letters = Array.from(lines.join("") + odd.join("") + spaces.join(""));
  const codePoint = () => {
    const limit = pick([0x80, 0x250, 0x3000, 0x10000, 0x20000, 0x110000]);
    return String.fromCodePoint(Math.floor(random() * limit));
  };
  const part = () =>
    pick([
      () => pick(words),
      () => pick(words),
      () => pick(letters),
      () => pick(spaces),
      () => pick(odd),
      () => pick(specialTokens),
      () => String(Math.floor(random() * 10 ** Math.floor(random() * 9))),
      codePoint,
    ])();
  const strings = new Set([
    ...lines,
    ...lines.map((line) => ` ${line}`),
    prose.join("\n"),
    code.join("\r\n"),
    code.join("\n"),
    ...spaces,
    ...spaces.flatMap((space) => [`${space}a`, `a${space}`, `a${space}b`, `.${space}1`]),
    ...odd,
    ...long,
    ...specialTokens.flatMap((token) => [
      token,
      `a${token}b`,
      `${token} \n a`,
      ` ${token} `,
      `${token}${token}`,
    ]),
  ]);
  while (strings.size < count) {
    const parts = Array.from({ length: 1 + Math.floor(random() * 24) }, part);
    strings.add(parts.join(""));
  }
  return [...strings];
}
