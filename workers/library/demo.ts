import { cancelled } from "#base/errors.ts";
import type { DemoLibrary, DemoModel } from "#library/demo-port.ts";
import { sizeOfUrl } from "#library/fetch-file.ts";
import { Model } from "./model.ts";
import { platform } from "./platform.ts";
import { startEngine } from "./workers.ts";

/** Files that the engine never reads. */
const NOT_READ = /\.(safetensors|md)$|(^|\/)bundle\.json$/i;

/** The engine of the embedded demo. */
export const demoLibrary: DemoLibrary = {
  async sizeOf(source, signal) {
    if (/\.zip$/i.test(new URL(source).pathname)) return sizeOfUrl(new URL(source), signal);
    const engine = startEngine("kernel");
    try {
      const opened = await platform().sourceOf(source);
      const { files } = await engine.worker.open(opened, { onProgress: () => undefined }, signal);
      return files.reduce((sum, { path, sizeBytes }) => sum + (NOT_READ.test(path) ? 0 : sizeBytes), 0);
    } finally {
      engine.end();
    }
  },
  async load(source, onProgress, signal) {
    return demoModel(await Model.load(source, { onProgress, signal }));
  },
};

function demoModel(model: Model): DemoModel {
  const { name, threads, singleThreadReason } = model.runtime;
  return {
    machine: `${name}, ${threads} thread${threads === 1 ? "" : "s"}.${singleThreadReason === null ? "" : ` ${singleThreadReason}`}`,
    async chat(messages, onText, signal) {
      const request = { messages, stream: true } as const;
      for await (const { choices } of await model.chat.completions.create(request, { signal }))
        onText(choices[0]?.delta.content ?? "");
    },
    async complete(prompt, onText, signal) {
      const { worker } = Model.inside(model);
      const events = { onTextDelta: ({ text }: { readonly text: string }) => onText(text) };
      const { isStopped } = await worker.generate({ prompt, searchOptions: {} }, events, signal);
      if (isStopped) throw cancelled();
    },
    dispose: () => model.dispose(),
  };
}
