import { AppError } from "#base/errors.ts";
import type { OpenBundle } from "#bundle/bundle.ts";
import { openZipInPlace } from "#bundle/remembered-zip.ts";
import { useActions, useServices } from "#components/app-context.ts";
import type { CellId } from "#notebook/cell.ts";

export interface OpenModel {
  /** Opens a model for the cell. */
  readonly open: (opening: OpenBundle) => void;
  /** A bundle file is kept like a download; another zip is opened in place. */
  readonly openZipOrBundle: (file: File, handle?: FileSystemFileHandle | null) => void;
}

export function useOpenModel(cellId: CellId): OpenModel {
  const { reader } = useServices();
  const { openBundle, openBundleFile } = useActions();
  const open = (opening: OpenBundle) => void openBundle(cellId, opening);
  return {
    open,
    openZipOrBundle(file, handle = null) {
      const asZip: OpenBundle = (signal, onBytes) =>
        handle
          ? openZipInPlace(reader.openZip, handle, signal, onBytes)
          : reader.openZip(file, { signal, onBytes });
      openBundleFile(file, cellId).then(
        (isBundle) => {
          if (!isBundle) open(asZip);
        },
        (thrown: unknown) => {
          const error = AppError.from(thrown);
          // The cell says what is wrong with it.
          if (error.code === "invalid-zip") open(asZip);
          else open(() => Promise.reject(error));
        },
      );
    },
  };
}
