import { readFileSync } from "node:fs";
import { test } from "vitest";
import { messageOf } from "#base/errors.ts";
import { Generator } from "#genai/generator.ts";
import { GeneratorParams } from "#genai/generator-params.ts";
import { parseGenaiConfig } from "#genai/config.ts";
import { withOverlay } from "#genai/testing/native-fixtures.ts";
import { OnnxNodeDecoder } from "#genai/testing/onnx-node-decoder.ts";
const folder = process.env.FOLDER!;
test("gen", async () => {
  const base = parseGenaiConfig(readFileSync(`${folder}/genai_config.json`, "utf8"));
  const decoder = await OnnxNodeDecoder.load(`${folder}/${base.model.decoder.filename}`, base);
  const cases = JSON.parse(readFileSync(process.env.CASES!, "utf8"));
  let bad = 0; let ok = 0; let err = 0;
  const kinds = new Map<string, number>();
  for (const [i, c] of cases.entries()) {
    let at = "params"; let result: any;
    try {
      const config = withOverlay(base, c.overlay ?? undefined);
      const p = new GeneratorParams(config); p.setSearchOptions(c.options);
      at = "create"; const g = await Generator.create({ config, decoder }, p);
      at = "append"; await g.appendTokens(c.prompt);
      const toks: any[] = [];
      if (!c.script) { at = "gen"; while (!g.isDone()) { await g.generateNextToken(); toks.push([...g.getNextTokens()]); } }
      else for (const s of c.script) {
        at = s[0];
        if (s[0] === "gen") { for (let k = 0; k < s[1] && !g.isDone(); k++) { await g.generateNextToken(); toks.push([...g.getNextTokens()]); } }
        else if (s[0] === "append") await g.appendTokens(s[1]);
        else if (s[0] === "rewind") g.rewindTo(s[1]);
        else await g.getLogits();
        toks.push("|" + g.tokenCount() + (g.isDone() ? "True" : "False"));
      }
      at = "seq";
      const b = c.options.batch_size ?? 1;
      const cnt = (c.options.num_beams ?? 1) > 1 || c.overlay?.search?.num_beams ? (c.options.num_return_sequences ?? 1) * b : b;
      result = { toks, seqs: Array.from({ length: cnt }, (_, j) => [...g.getSequence(j)]), done: g.isDone() };
    } catch (e) { result = { at, error: messageOf(e) }; }
    if (c.result.error) err++;
    if (JSON.stringify(result) === JSON.stringify(c.result)) { ok++; continue; }
    if (/GroupQueryAttention|Unable to cast/.test(c.result.error ?? "")) continue;
    bad++;
    const kind = JSON.stringify([c.result.error?.slice(0, 50), result.error?.slice(0, 50)]);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (kinds.get(kind)! <= 4) console.log(i, JSON.stringify({ o: c.options, ov: c.overlay, n: c.prompt.length, s: c.script }), "\n native", JSON.stringify(c.result).slice(0, 500), "\n page  ", JSON.stringify(result).slice(0, 500));
  }
  console.log("cases", cases.length, "ok", ok, "bad", bad, "native errors", err, [...kinds]);
}, 900000);
