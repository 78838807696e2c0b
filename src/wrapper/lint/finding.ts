import type { Message } from "#base/message.ts";
import type { WrapperSource } from "../wrapper.ts";

/** A known breakage of a wrapper: what MLflow or a library would refuse, and how to mend it. */
export interface LintFinding {
  readonly rule:
    | "generate-api"
    | "name-argument"
    | "model-name"
    | "requirement"
    | "missing-requirement"
    | "torchvision";
  /** 1-based line of the code, where the fault is in the code. */
  readonly line: number | null;
  /** What breaks, on which versions. */
  readonly message: Message;
  /** The mended wrapper: what "Fix" makes of it. Null where only a person can mend it. */
  readonly fixed: WrapperSource | null;
}
