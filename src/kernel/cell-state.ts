import type { AppErrorJson } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { Deployment } from "#deploy/deploy-files.ts";
import type { Artifact } from "#mlflow/artifact.ts";
import type { BundleReport } from "#bundle/inspect.ts";
import type { Signature } from "#mlflow/signature.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import type { InferenceOutput } from "./ports.ts";
import type { Publication } from "#registry/registry-port.ts";

/** What a finished cell hands to the cells below it, and shows. */
export type CellOutput =
  | { readonly type: "model"; readonly bundle: ModelBundle; readonly report: BundleReport }
  | {
      readonly type: "wrapper";
      readonly wrapper: Wrapper;
      /** The Python as shown: generated or edited. */
      readonly code: string;
      /** Whether `code` was edited by hand. */
      readonly edited: boolean;
      /** What the page could not follow in edited code, in sentences. */
      readonly notes: readonly Wording[];
    }
  | { readonly type: "signature"; readonly signature: Signature }
  | { readonly type: "artifact"; readonly artifact: Artifact }
  | {
      readonly type: "inference";
      readonly output: InferenceOutput;
      /** What was asked; runs that were kept by earlier versions of the page do not tell. */
      readonly input?: string;
      /** What MLflow would have logged about the input. */
      readonly warnings?: readonly string[];
    }
  | { readonly type: "register"; readonly publication: Publication }
  | { readonly type: "deploy"; readonly deployment: Deployment };

export interface Progress {
  readonly label: Wording;
  readonly loadedBytes?: number;
  readonly totalBytes?: number;
}

/**
 * A cell's run state. Every state but `idle` may keep the output of an earlier run, so that nothing is lost from sight.
 */
export type CellState =
  | { readonly status: "idle" }
  | { readonly status: "stale"; readonly because: Wording; readonly output: CellOutput | null }
  /** A reload, a crash or the closing of the tab ended its run. */
  | { readonly status: "interrupted"; readonly output: CellOutput | null }
  | { readonly status: "queued"; readonly output: CellOutput | null }
  | {
      readonly status: "running";
      readonly startedAtMs: number;
      readonly progress: Progress | null;
      /** Text generated so far, for an inference cell. */
      readonly partial: { readonly text: string; readonly tokenCount: number } | null;
      /** What an earlier run gave, in sight until this one gives something. */
      readonly output: CellOutput | null;
    }
  | {
      readonly status: "done";
      readonly output: CellOutput;
      readonly elapsedMs: number;
      readonly stopped: boolean;
    }
  | {
      readonly status: "failed";
      readonly error: AppErrorJson;
      readonly output: CellOutput | null;
      /** Text that had been generated when it failed. */
      readonly partial: string | null;
    };
