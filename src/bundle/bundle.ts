/** Where a file's bytes come from. Plain data, so that a bundle can be sent to a worker by structured clone. */
export type FileSource =
  | {
      readonly kind: "blob";
      readonly blob: Blob;
      /** The same file in the origin private file system: a worker reads it several times as fast there. */
      readonly handle?: FileSystemFileHandle;
    }
  | {
      /**
       * `sizeBytes` bytes of a file, such as a zip of stored files. Not a slice: WebKit stores a slice in IndexedDB with the slice's size
       * and the whole file's bytes.
       */
      readonly kind: "part";
      readonly whole: Blob;
      readonly startByte: number;
    }
  | {
      readonly kind: "url";
      readonly url: string;
      /** The server gives no parts of it. */
      readonly isWhole?: true;
    };

export interface BundleFile {
  /** Path inside the bundle, "/"-separated, already checked by `checkPath`. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Lower-case hex, if the source gives it. */
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
 * `id` depends only on the content, so that a worker knows whether it has loaded the model.
 */
export interface ModelBundle {
  readonly id: string;
  readonly name: string;
  readonly origin: BundleOrigin;
  /** True for the model that ships with the page: a toy, and called one wherever it is named. */
  readonly isDemo: boolean;
  readonly description: string;
  readonly files: readonly BundleFile[];
  /** If it was opened from an MLflow model: all files of that model, including MLmodel, by their paths. */
  readonly mlflowFiles?: readonly BundleFile[];
  /** The source that the MLflow model names. */
  readonly sourceModelName?: string;
  /** The folder on this machine, if the browser gives a handle that can be stored. */
  readonly folder?: {
    readonly handle: FileSystemDirectoryHandle;
    /** The prefix of each path in the folder: "", or the one folder that holds all files and a "/". */
    readonly root: string;
  };
  /** The zip on this machine, in the same way. */
  readonly zip?: {
    readonly handle: FileSystemFileHandle;
    readonly sizeBytes: number;
    /** Milliseconds since 1970. */
    readonly lastModifiedMs: number;
  };
}

/** How many bytes have been read while opening. */
export type OnBytes = (loadedBytes: number, totalBytes: number) => void;

/** Opens what a person chose. @throws AppError; "aborted" if the signal is aborted. */
export type OpenBundle = (signal: AbortSignal, onBytes: OnBytes) => Promise<ModelBundle>;

/** Whether it is an MLflow model without a model that the page knows: it is shown, but cannot run or be packed. */
export function isOnlyShown({ files, mlflowFiles }: ModelBundle): boolean {
  return mlflowFiles !== undefined && files.some(({ path }) => path === "MLmodel");
}
