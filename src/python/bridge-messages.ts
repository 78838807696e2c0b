import type { PythonErrorJson, PythonValue } from "./bridge.ts";

/** Python's worker to a host, over a MessagePort. */
export type BridgeRequest =
  | {
      readonly kind: "call";
      readonly id: number;
      readonly method: string;
      readonly args: readonly PythonValue[];
      /** Where the answer goes while Python's worker sleeps: see shared-reply.ts. */
      readonly shared?: SharedArrayBuffer;
    }
  | { readonly kind: "abort"; readonly id: number };

export type BridgeOutcome =
  | { readonly kind: "value"; readonly value: PythonValue }
  | { readonly kind: "error"; readonly error: PythonErrorJson };

/** A host to Python's worker, for a call without `shared`. */
export type BridgeReply = BridgeOutcome & { readonly id: number };
