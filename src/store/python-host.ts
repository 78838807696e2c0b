/** What a notebook's Python asks the page for: its versions, and the models that paths and names in Python mean. */
import type { ModelBundle } from "#bundle/bundle.ts";
import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import { findFile } from "#bundle/model-files.ts";
import type { BundleRegistry } from "#bundle/bundle-registry.ts";
import type { InferencePort } from "#inference/inference-port.ts";
import type { Notebook } from "#notebook/cell.ts";
import type { RuntimeChoice } from "#inference/runtimes.ts";
import { PythonError } from "#python/bridge.ts";
import type { SessionHost } from "#python/python-session.ts";
import type { RegistryPort } from "#registry/registry-port.ts";
import type { PythonServers } from "#python/server-gate.ts";
import { pageHost } from "#python/host/page-host.ts";
import type { PythonPort } from "#python/python-port.ts";
import type { VersionProfile } from "#wrapper/version-profile.ts";

interface PythonHostPorts {
  readonly notebook: () => Notebook;
  readonly bundles: Pick<BundleRegistry, "get" | "list">;
  readonly inference: Pick<InferencePort, "offerModel">;
  readonly python: Pick<PythonPort, "wheels">;
  readonly registry: Pick<RegistryPort, "ask">;
  /** Servers that the person has let Python ask in this visit, by notebook. */
  readonly agreedServers: Map<string, Set<string>>;
  readonly access: PythonServers["access"];
}

export function pythonHost({
  notebook,
  bundles,
  inference,
  python,
  ...servers
}: PythonHostPorts): SessionHost {
  const found = new Map<string, ModelBundle>();
  async function offer(bundle: ModelBundle, runtime: RuntimeChoice): Promise<string> {
    const reference = runtime === "automatic" ? bundle.id : `${bundle.id} ${runtime}`;
    found.set(reference, bundle);
    await inference.offerModel(reference, bundle, runtime);
    return reference;
  }

  const host = pageHost({
    profile: profileOf(notebook()),
    readWheels: (names, signal) => python.wheels(names, signal),
    // Only models that were found: Python's code may be anyone's.
    openModel(reference) {
      const bundle = found.get(reference);
      if (bundle === undefined) throw new PythonError("KeyError", reference);
      return Promise.resolve(bundle);
    },
    async findModel(name, kind, signal) {
      const answering = await findBundle(name, kind, await candidates(notebook(), name, bundles), (id) =>
        // A model whose folder is gone is skipped.
        bundles.get(id, signal).catch(() => null),
      );
      if (answering === null) return null;
      const { bundle, exact } = answering;
      return { reference: await offer(bundle, "automatic"), name: bundle.name, exact };
    },
  });
  return { ...host, offer, bundles: found, servers: serversOf(notebook().id, servers) };
}

function serversOf(
  id: string,
  { registry, agreedServers, access }: Pick<PythonHostPorts, "registry" | "agreedServers" | "access">,
): PythonServers {
  const agreed = agreedServers.get(id) ?? new Set();
  agreedServers.set(id, agreed);
  return { agreed, access, ask: (server, question, signal) => registry.ask(server, question, signal) };
}

/** The profile of its first wrapper; without one, the profile whose onnxruntime-genai has the calls in its code. */
export function profileOf({ cells }: Notebook): VersionProfile {
  for (const cell of cells) if (cell.type === "wrapper") return cell.wrapper.form.profile;
  const isOld = cells.some(
    (cell) =>
      cell.type === "code" &&
      cell.kind === "python" &&
      /\.compute_logits\(|\.input_ids\s*=[^=]/.test(cell.source),
  );
  return isOld ? "mid-2024" : "current";
}

/** Bundle ids, those of the notebook's model cells first. */
async function candidates(
  { cells }: Notebook,
  name: string,
  bundles: Pick<BundleRegistry, "list">,
): Promise<readonly string[]> {
  const own = cells.flatMap((cell) => (cell.type === "model" ? [cell.bundleId] : []));
  const named = (await bundles.list()).filter((entry) => isCalled(entry.name, name)).map(({ id }) => id);
  return [...new Set([...own, ...named, embeddedBundleId])];
}

/** The bundle with that name, otherwise the first that can do it. */
async function findBundle(
  name: string,
  kind: "genai" | "transformers",
  ids: readonly string[],
  open: (id: string) => Promise<ModelBundle | null>,
): Promise<{ readonly bundle: ModelBundle; readonly exact: boolean } | null> {
  let standIn: ModelBundle | null = null;
  for (const id of ids) {
    const bundle = await open(id);
    if (bundle === null || !FILES[kind].every((path) => findFile(bundle, path) !== undefined)) continue;
    if (isNamed(bundle, name)) return { bundle, exact: true };
    standIn ??= bundle;
  }
  return standIn && { bundle: standIn, exact: false };
}

/** What the engine reads of a model. */
const FILES = {
  genai: ["genai_config.json"],
  transformers: ["genai_config.json", "config.json", "tokenizer.json", "tokenizer_config.json"],
};

function isNamed({ name: own, origin }: ModelBundle, name: string): boolean {
  const repository = origin.kind === "download" ? origin.hub?.repository : undefined;
  return isCalled(own, name) || (repository !== undefined && isCalled(repository, name));
}

/** The last part of a path also counts as a name. */
function isCalled(own: string, name: string): boolean {
  const wanted = name.replace(/(?<![\\/])[\\/]+$/, "").toLowerCase();
  return [wanted, wanted.split(/[\\/]/).at(-1)].includes(own.toLowerCase());
}
