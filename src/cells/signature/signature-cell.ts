import { object } from "valibot";
import { message } from "#base/message.ts";
import type { Signature } from "#mlflow/signature.ts";
import type { CellBase } from "../cell-base.ts";
import type { CellKind } from "../cell-kind.ts";

export interface SignatureCell extends CellBase {
  readonly type: "signature";
}

export interface SignatureOutput {
  readonly type: "signature";
  readonly signature: Signature;
}

export const signatureKind: CellKind<SignatureCell, SignatureOutput> = {
  type: "signature",
  title: message`Signature`,
  hint: message`Its inputs and outputs`,
  create: () => ({}),
  stored: object({}),
  runs: "with others",
  needs: { cell: message`The signature cell`, above: ["wrapper"] },
};
