import { MlflowError } from "./mlflow-error.ts";
import { type PythonValue, isList } from "#python-values/python-value.ts";

/** `numpy.array(value).shape` (numpy 2). @throws MlflowError "ValueError" if lists at the same depth differ in length. */
export function numpyShape(value: PythonValue): readonly number[] {
  const { dimensions, isRagged } = measure(value);
  if (!isRagged) return dimensions;
  const tuple = dimensions.length === 1 ? `(${dimensions[0]},)` : `(${dimensions.join(", ")})`;
  throw new MlflowError(
    "setting an array element with a sequence. The requested array has an inhomogeneous shape after " +
      `${dimensions.length} dimensions. The detected shape was ${tuple} + inhomogeneous part.`,
    "ValueError",
  );
}

interface Shape {
  /** As far as all items agree. */
  readonly dimensions: readonly number[];
  readonly isRagged: boolean;
}

function measure(value: PythonValue): Shape {
  if (!isList(value)) return { dimensions: [], isRagged: false };
  const items = value.map(measure);
  const shared = items.map(({ dimensions }) => dimensions).reduce(commonStart, items[0]?.dimensions ?? []);
  return {
    dimensions: [value.length, ...shared],
    isRagged: items.some((item) => item.isRagged || item.dimensions.length !== shared.length),
  };
}

function commonStart(a: readonly number[], b: readonly number[]): readonly number[] {
  const differs = a.findIndex((dimension, at) => dimension !== b[at]);
  return differs === -1 ? a : a.slice(0, differs);
}
