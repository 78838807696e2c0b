const WORDS = "a model reads the tokens of its prompt and writes the next one until it has said enough".split(
  " ",
);

/** A .ipynb (nbformat 4.5) of text and code cells in turn, the same each time. */
export function largeNotebook(cellCount: number): string {
  const cells = Array.from({ length: cellCount }, (_, at) => {
    const id = `cell-${at}`;
    if (at % 4 === 3) {
      const source = `# Cell ${at}\nfor step in range(${at}):\n    print(step, "of", ${at})\n`;
      return { cell_type: "code", id, metadata: {}, execution_count: null, outputs: [], source };
    }
    const source = `## Cell ${at}\n\n${prose(at)}\n\n- ${prose(at + 1)}\n- **${prose(at + 2)}**\n`;
    return { cell_type: "markdown", id, metadata: {}, source };
  });
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
}

function prose(seed: number): string {
  const length = 12 + (seed % 25);
  return Array.from({ length }, (_, at) => WORDS[(seed + at * 3) % WORDS.length]).join(" ");
}
