import type { Message } from "#base/message.ts";
import type { WrapperSource } from "../wrapper.ts";

/** A known breakage of a wrapper: what MLflow or a library would refuse, and how to fix it. */
export interface LintFinding {
  readonly rule:
    | "generate-api"
    | "name-argument"
    | "model-name"
    | "requirement"
    | "missing-requirement"
    | "torchvision";
  /** 1-based line of the code, if the fault is in the code. */
  readonly line: number | null;
  /** What breaks, on which versions. */
  readonly message: Message;
  /** The fixed wrapper: what "Fix" makes of it. Null if only a person can fix it. */
  readonly fixed: WrapperSource | null;
}
