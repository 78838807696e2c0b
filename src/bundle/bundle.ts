/** Where a file's bytes come from. Plain data, so that a bundle crosses to a worker by structured clone. */
export type FileSource =
  | {
      readonly kind: "blob";
      readonly blob: Blob;
      /** The same file, where it lies in the origin private file system: a worker reads it there several times as fast. */
      readonly handle?: FileSystemFileHandle;
    }
  | {
      /**
       * `sizeBytes` bytes of a file, such as a zip of stored files. Not a slice of it: WebKit keeps a slice in IndexedDB with the
       * slice's size and the whole file's bytes.
       */
      readonly kind: "part";
      readonly whole: Blob;
      readonly startByte: number;
    }
  | { readonly kind: "url"; readonly url: string };

export interface BundleFile {
  /** Path inside the bundle, "/"-separated, already checked by `checkPath`. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Lower-case hex, where the source tells it. */
  readonly sha256?: string;
  readonly source: FileSource;
}

/** A repository of the Hugging Face hub, "owner/name", at a commit: 40 hex digits. */
export interface HubReference {
  readonly repository: string;
  readonly commit: string;
}

/** Where a bundle came from. */
export interface HubRepository extends HubReference {
  /** Whether it has weights as safetensors, which transformers loads from there. */
  readonly holdsWeights?: true;
}

export type BundleOrigin =
  | { readonly kind: "embedded" }
  | { readonly kind: "folder"; readonly folderName: string }
  | { readonly kind: "zip"; readonly fileName: string }
  | { readonly kind: "download"; readonly host: string; readonly hub?: HubRepository };

/**
 * A model bundle: the files of one model, read lazily.
 *
 * `id` is stable for the same content, so that a worker knows whether it has the model loaded.
 */
export interface ModelBundle {
  readonly id: string;
  readonly name: string;
  readonly origin: BundleOrigin;
  /** True for the model that ships with the page: a toy, and said to be one wherever it is named. */
  readonly isDemo: boolean;
  readonly description: string;
  readonly files: readonly BundleFile[];
  /** Where it was opened from an MLflow model: all of that model's files, MLmodel among them, by their paths there. */
  readonly mlflowFiles?: readonly BundleFile[];
  /** What that model calls its source. */
  readonly sourceModelName?: string;
  /** The folder of this machine that it is read in, where the browser gives a handle that can be remembered. */
  readonly folder?: {
    readonly handle: FileSystemDirectoryHandle;
    /** What stands before each path in the folder: "", or the one folder that holds all files and a "/". */
    readonly root: string;
  };
  /** The zip of this machine that it is read in, likewise. */
  readonly zip?: {
    readonly handle: FileSystemFileHandle;
    readonly sizeBytes: number;
    /** Milliseconds since 1970. */
    readonly lastModifiedMs: number;
  };
}

/** How much of what is being opened has been read, in bytes. */
export type OnBytes = (loadedBytes: number, totalBytes: number) => void;

/** Opens what a person chose. @throws AppError; "aborted" once the signal is aborted. */
export type OpenBundle = (signal: AbortSignal, onBytes: OnBytes) => Promise<ModelBundle>;

/** Whether it is an MLflow model that holds none that the page knows: it is shown, and nothing of it runs or is packed. */
export function isOnlyShown({ files, mlflowFiles }: ModelBundle): boolean {
  return mlflowFiles !== undefined && files.some(({ path }) => path === "MLmodel");
}
