/** A place on the hub, as a person types it. */
export interface HubPlace {
  /** "owner/name". */
  readonly repository: string;
  /** The hub's address if the person gave it; null: the one in the settings. */
  readonly hubUrl: string | null;
  /** Branch, tag or commit; null if none is given. */
  readonly revision: string | null;
  /** Folder or file in the repository; null if none is given. */
  readonly path: string | null;
}
