import { kindOf, type PyfuncKind } from "../pyfunc-kinds.ts";
import type { PyfuncWrapper } from "../wrapper.ts";
import type { ClassPython } from "./class-python.ts";
import { paramsClass } from "./params.ts";
import { promptClass } from "./prompt.ts";

const CLASSES: Readonly<Record<PyfuncKind, (wrapper: PyfuncWrapper) => ClassPython>> = {
  prompt: promptClass,
  params: paramsClass,
};

export function classPython(wrapper: PyfuncWrapper): ClassPython {
  return CLASSES[kindOf(wrapper)](wrapper);
}
