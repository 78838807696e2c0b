import { kindOf, type PyfuncKind } from "../pyfunc-kinds.ts";
import type { PyfuncWrapper } from "../wrapper.ts";
import type { ClassPython } from "./class-python.ts";
import { chatClass } from "./chat.ts";
import { responsesClass } from "./responses.ts";
import { paramsClass } from "./params.ts";
import { promptClass } from "./prompt.ts";

const CLASSES: Readonly<Record<PyfuncKind, (wrapper: PyfuncWrapper) => ClassPython>> = {
  prompt: promptClass,
  params: paramsClass,
  chat: chatClass,
  responses: responsesClass,
};

export function classPython(wrapper: PyfuncWrapper): ClassPython {
  return CLASSES[kindOf(wrapper)](wrapper);
}
