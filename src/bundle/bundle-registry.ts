import type { ModelBundle } from "./bundle.ts";

export interface BundleEntry {
  readonly id: string;
  readonly name: string;
  readonly isDemo: boolean;
  /** The name of the folder or zip, while the person has to allow the page again to read it. */
  readonly blockedPlace?: string;
}

/** Finds bundles by id: the embedded one and those that the person has opened. */
export interface BundleRegistry {
  list(): Promise<readonly BundleEntry[]>;
  /** @throws AppError "not-found" with what to do. */
  get(id: string, signal: AbortSignal): Promise<ModelBundle>;
  /** Adds and keeps a bundle opened by the person. */
  add(bundle: ModelBundle): Promise<void>;
  /** Asks the person for leave to read a folder again; in answer to a click. @returns whether it is given. */
  allow(id: string): Promise<boolean>;
  remove(id: string): Promise<void>;
}
