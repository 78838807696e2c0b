/** The methods for Python that the page answers: the notebook's versions and models, MLflow's files and server. */
import type { ModelBundle } from "#bundle/bundle.ts";
import { normalizePackage, PROFILES } from "#wrapper/version-profile.ts";
import type { VersionProfile } from "#wrapper/version-profile.ts";
import type { HostMethod, PythonHost } from "../bridge.ts";
import { text } from "./arguments.ts";
import { readModelFolder } from "./model-folder.ts";
import { schemaMethods } from "./schema-methods.ts";

interface FoundModel {
  /** The engine host's name for it. */
  readonly reference: string;
  readonly name: string;
  /** Whether it is the model with that name, not a stand-in for it. */
  readonly exact: boolean;
}

export interface PageHostPorts {
  readonly profile: VersionProfile;
  /**
   * The model that a path or a hub's name in Python means. `kind` says what it is needed for.
   * @returns null if the page has none that could serve.
   */
  findModel(name: string, kind: "genai" | "transformers", signal: AbortSignal): Promise<FoundModel | null>;
  /** The model of a reference from `findModel`. */
  openModel(reference: string, signal: AbortSignal): Promise<ModelBundle>;
  /** Packages that Python loads when one of them is first imported, by the beginnings of the wheels' names. */
  readWheels(names: readonly string[], signal: AbortSignal): Promise<readonly Uint8Array[]>;
}

export function pageHost(ports: PageHostPorts): PythonHost {
  const { packages } = PROFILES[ports.profile];
  const methods: Record<string, HostMethod> = {
    "session.profile": () => ({
      name: ports.profile,
      packages: Object.fromEntries(
        Object.entries(packages).map(([name, version]) => [normalizePackage(name), version]),
      ),
    }),
    "session.wheels": (names, { signal }) => ports.readWheels(names.map(text), signal),
    async "model.find"([name, kind], { signal }) {
      const found = await ports.findModel(
        text(name),
        kind === "transformers" ? "transformers" : "genai",
        signal,
      );
      return found && { ...found };
    },
    async "model.files"([reference], { signal }) {
      const files = await readModelFolder(await ports.openModel(text(reference), signal), signal);
      return files.map((file) => ({ ...file }));
    },
    // The session takes it while a cell runs (python-session.ts).
    "mlflow.logged": () => null,
    ...schemaMethods(ports.profile),
  };
  return { methods: new Map(Object.entries(methods)), dispose: () => undefined };
}
