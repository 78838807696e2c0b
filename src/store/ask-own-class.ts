/** Asks a class that runs itself outside a cell's run: for the local endpoint, and beside a deployed model. */
import { AppError } from "#base/errors.ts";
import type { ClassModel, ClassQuestion } from "#cells/inference/ask-class.ts";
import type { ClassAnswer } from "#inference/class-answer.ts";
import type { Kernel } from "#kernel/kernel.ts";
import { runsItself, type Wrapper } from "#wrapper/wrapper.ts";

/** A server has no standard input: `input()` raises what it raises there. @throws AppError as `askClass`. */
export async function askOwnClass(
  kernel: Pick<Kernel, "startPython">,
  { wrapper, ...model }: Omit<ClassModel, "wrapper"> & { readonly wrapper: Wrapper },
  question: ClassQuestion,
  signal: AbortSignal,
): Promise<ClassAnswer> {
  if (!runsItself(wrapper)) throw new AppError("internal", "The class does not run itself.");
  const { askClass } = await import("#cells/inference/ask-class.ts");
  const silent = {
    onProgress: () => undefined,
    onTextDelta: () => undefined,
    onInput: null,
  };
  return askClass(await kernel.startPython(), { ...model, wrapper }, question, silent, signal);
}
