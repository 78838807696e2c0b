import type { ModelBundle } from "./bundle.ts";

export interface BundleEntry {
  readonly id: string;
  readonly name: string;
  readonly isDemo: boolean;
  /** The name of the folder or zip, if the person has to allow the page to read it again. */
  readonly blockedPlace?: string;
}

/** Finds bundles by id: the embedded one and those that the person opened. */
export interface BundleRegistry {
  list(): Promise<readonly BundleEntry[]>;
  /** @throws AppError "not-found" with what to do. */
  get(id: string, signal: AbortSignal): Promise<ModelBundle>;
  /** Adds and stores a bundle opened by the person. */
  add(bundle: ModelBundle): Promise<void>;
  /** Asks the person for permission to read a folder again; call it only after a click. @returns whether it was given. */
  allow(id: string): Promise<boolean>;
  remove(id: string): Promise<void>;
}
