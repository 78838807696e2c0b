/** What only some browsers have; TypeScript's types do not know it. */
interface FilePickerType {
  description: string;
  accept: Record<string, string[]>;
}

/** File System Access. */
interface Window {
  readonly showDirectoryPicker?: (options: {
    mode: "read";
    id: string;
  }) => Promise<FileSystemDirectoryHandle>;
  readonly showOpenFilePicker?: (options: {
    id: string;
    types: FilePickerType[];
  }) => Promise<FileSystemFileHandle[]>;
  readonly showSaveFilePicker?: (options: {
    suggestedName: string;
    types: FilePickerType[];
  }) => Promise<FileSystemFileHandle>;
}

interface DataTransferItem {
  readonly getAsFileSystemHandle?: () => Promise<FileSystemFileHandle | FileSystemDirectoryHandle | null>;
}

interface FileSystemFileHandle {
  readonly kind: "file";
}

interface FileSystemDirectoryHandle {
  readonly kind: "directory";
}

/** Chromium's. */
interface Navigator {
  /** In GiB, rounded, and at most 8. */
  readonly deviceMemory?: number;
}

interface Performance {
  /** The memory of JavaScript in this tab. */
  readonly memory?: { readonly usedJSHeapSize: number; readonly jsHeapSizeLimit: number };
}
