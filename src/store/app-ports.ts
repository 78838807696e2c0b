/** What the application needs from the platform; `main.tsx` provides it. */
import { english, type Wording } from "#base/message.ts";
import { steadyNowMs } from "#base/steady-clock.ts";
import { uuid4 } from "#base/uuid4.ts";
import type { DownloadPort } from "#bundle/download/download-port.ts";
import type { EndpointPort } from "#deploy/endpoint-port.ts";
import type { ArtifactPort } from "#mlflow/artifact-port.ts";
import type { BundleRegistry } from "#bundle/bundle-registry.ts";
import type { InferencePort } from "#inference/inference-port.ts";
import type { NotebookStorage, PartedStorage } from "#notebook/notebook-storage.ts";
import type { PythonPort } from "#python/python-port.ts";
import type { ReaderPort } from "#reader/reader-port.ts";
import type { RegistryPort } from "#registry/registry-port.ts";
import type { ServicePort } from "#service-worker/service-worker-port.ts";
import { noOtherTabs, type Tabs } from "./tabs.ts";
import type { SyncStorage } from "./unsaved-edits.ts";

export interface AppPorts {
  readonly inference: InferencePort;
  readonly python: PythonPort;
  readonly artifacts: ArtifactPort;
  readonly reader: ReaderPort;
  readonly registry: RegistryPort;
  readonly bundles: BundleRegistry;
  readonly downloads: DownloadPort;
  readonly endpoints: EndpointPort;
  readonly storage: PartedStorage;
  /** Keeps edits that there is no time to save when the page is left. Without it they are lost. */
  readonly unsaved?: SyncStorage | null;
  /** The tab's own storage, which survives a reload: keeps undo steps. Without it they are lost. */
  readonly session?: SyncStorage | null;
  /** Undefined: this tab does not know of others. */
  readonly tabs?: Tabs;
  /** Unfinished uploads to servers; the registry worker stores them here. */
  readonly uploads: NotebookStorage;
  /** What a person asked the page to remember. */
  readonly settings: NotebookStorage;
  /** Null where there is no service worker. */
  readonly service?: ServicePort | null;
  /** The page's own address, for links to its notebooks; null where it has none. */
  readonly pageUrl?: (() => string) | null;
  /** Writes a new notebook's texts in the page's current language; English if undefined. */
  readonly say?: (wording: Wording) => string;
  readonly newId?: () => string;
  /** A clock that never jumps. */
  readonly nowMs?: () => number;
}

export type AllPorts = Required<AppPorts>;

export function withDefaults(ports: AppPorts): AllPorts {
  const newId = ports.newId ?? uuid4;
  return {
    unsaved: null,
    session: null,
    tabs: noOtherTabs(newId()),
    service: null,
    pageUrl: null,
    say: english,
    nowMs: steadyNowMs,
    ...ports,
    newId,
  };
}
