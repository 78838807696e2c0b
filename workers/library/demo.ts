import { cancelled } from "#base/errors.ts";
import type { DemoLibrary, DemoModel } from "#library/demo-port.ts";
import { sizeOfUrl } from "#library/fetch-file.ts";
import { readFiles } from "#library/read-files.ts";
import { withBudget } from "./load-options.ts";
import { Model } from "./model.ts";
import { platform } from "./platform.ts";
import { startEngine } from "./workers.ts";

/** The engine of the embedded demo. */
export const demoLibrary: DemoLibrary = {
  async lookUp(source, signal) {
    const { host, pathname } = new URL(source);
    if (/\.zip$/i.test(pathname)) {
      const sizeBytes = await sizeOfUrl(new URL(source), signal);
      return {
        sizeBytes,
        hosts: [host],
        load: async (onProgress, ended, most = Number.POSITIVE_INFINITY) => {
          const zip = withBudget(await platform().sourceOf(source), { maxBytes: sizeBytes ?? most });
          return demoModel(await Model.open(zip, { signal: ended }, { onProgress }));
        },
      };
    }
    const engine = startEngine("kernel");
    try {
      const opened = await platform().sourceOf(source);
      const looked = opened.kind === "url" ? { ...opened, isLookUp: true } : opened;
      const bundle = await engine.open(looked, { onProgress: () => undefined }, signal);
      const read = readFiles(bundle.files);
      const hosts = read.map((file) => (file.source.kind === "url" ? new URL(file.source.url).host : host));
      return {
        sizeBytes: read.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
        hosts: [...new Set(hosts)],
        load: async (onProgress, ended) =>
          demoModel(await Model.open(bundle, { signal: ended }, { onProgress })),
      };
    } finally {
      engine.dispose();
    }
  },
};

function demoModel(model: Model): DemoModel {
  const { worker, runtime: info } = Model.inside(model);
  const { runtime, threads, singleThreadReason } = info;
  return {
    runtime,
    threads,
    singleThreadReason,
    async chat(messages, onText, signal) {
      const request = { messages, stream: true } as const;
      for await (const { choices } of await model.chat.completions.create(request, { signal }))
        onText(choices[0]?.delta.content ?? "");
    },
    async complete(prompt, onText, signal) {
      const events = { onTextDelta: ({ text }: { readonly text: string }) => onText(text) };
      const { isStopped } = await worker.generate({ prompt, searchOptions: {} }, events, signal);
      if (isStopped) throw cancelled();
    },
    dispose: () => model.dispose(),
  };
}
