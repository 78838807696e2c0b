import { object, string } from "valibot";
import { message } from "#base/message.ts";
import type { Publication } from "#registry/registry-port.ts";
import type { CellBase } from "../cell-base.ts";
import type { CellKind } from "../cell-kind.ts";

/** Logs and registers the model on an MLflow tracking server. It never contains a secret. */
export interface RegisterCell extends CellBase {
  readonly type: "register";
  /** The server's address as typed; "" if none is given. */
  readonly server: string;
  readonly experiment: string;
  /** "" lets the server choose one. */
  readonly runName: string;
  /** "" logs the model without registering it. */
  readonly registeredName: string;
  readonly alias: string;
  /** Tags of the version; one "key: value" per line, as typed. */
  readonly tags: string;
}

export interface RegisterOutput {
  readonly type: "register";
  readonly publication: Publication;
}

const FIELDS = ["server", "experiment", "runName", "registeredName", "alias", "tags"] as const;

export const registerKind: CellKind<RegisterCell, RegisterOutput> = {
  type: "register",
  title: message`Register`,
  hint: message`Send it to an MLflow server`,
  create: () => ({
    server: "",
    experiment: "Default",
    runName: "",
    registeredName: "phi3-mlflow-model",
    alias: "champion",
    tags: "",
  }),
  stored: object({
    server: string(),
    experiment: string(),
    runName: string(),
    registeredName: string(),
    alias: string(),
    tags: string(),
  }),
  texts: (cell) => FIELDS.map((field) => ({ field, text: cell[field] })),
  // A cell that contacts a server runs only with its own button.
  runs: "alone",
  needs: { cell: message`The register cell`, above: ["model", "wrapper"] },
};
