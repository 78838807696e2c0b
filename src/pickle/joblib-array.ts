/**
 * Arrays in joblib.dump's files (joblib/numpy_pickle.py, joblib 0.10 to 1.5): a stand-in in the pickle, a NumpyArrayWrapper, and the
 * numbers right after the BUILD that sets its state.
 */
import type { Value } from "./stand-in.ts";

export type JoblibArray =
  | {
      readonly kind: "numbers";
      readonly sizeBytes: number;
      /** Since joblib 1.2: first a byte with the amount of padding, and the padding. */
      readonly isAligned: boolean;
    }
  /** A pickle of its own, up to its STOP. */
  | { readonly kind: "objects" };

/** @returns null for anything that is not such a stand-in, or is not understood. */
export function joblibArray(object: Value, state: Value): JoblibArray | null {
  if (object.kind !== "call" || object.callee.kind !== "import") return null;
  const { module, name } = object.callee;
  if (module !== "joblib.numpy_pickle" || name !== "NumpyArrayWrapper" || state.kind !== "dict") return null;
  const code = codeOf(memberOf(state.entries, "dtype"));
  if (code === null) return null;
  if (code.startsWith("O")) return { kind: "objects" };
  const itemBytes = itemSize(code);
  const shape = memberOf(state.entries, "shape");
  if (itemBytes === null || shape?.kind !== "items") return null;
  const sizeBytes = shape.items.reduce(
    (product, side) => product * (integerOf(side) ?? Number.NaN),
    itemBytes,
  );
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) return null;
  const alignment = memberOf(state.entries, "numpy_array_alignment_bytes");
  return { kind: "numbers", sizeBytes, isAligned: alignment !== undefined && integerOf(alignment) !== null };
}

function memberOf(entries: readonly Value[], name: string): Value | undefined {
  const at = entries.findIndex(
    (key, index) => index % 2 === 0 && key.kind === "literal" && key.argument === name,
  );
  return at < 0 ? undefined : entries[at + 1];
}

function integerOf(value: Value): number | null {
  return value.kind === "literal" && typeof value.argument === "number" ? value.argument : null;
}

/** The arguments of `numpy.dtype("f8", False, True)`. */
function codeOf(dtype: Value | undefined): string | null {
  if (dtype?.kind !== "call" || dtype.callee.kind !== "import" || dtype.args.kind !== "items") return null;
  if (dtype.callee.module !== "numpy" || dtype.callee.name !== "dtype") return null;
  const [code] = dtype.args.items;
  return code?.kind === "literal" && typeof code.argument === "string" ? code.argument : null;
}

/** @param code e.g. "f8"; text takes four bytes per character. */
function itemSize(code: string): number | null {
  const [, kind = "", count = ""] = /^([biufcmMSUV])(\d{1,9})$/.exec(code) ?? [];
  if (kind === "") return null;
  return Number(count) * (kind === "U" ? 4 : 1);
}
