/** The kinds of Python class that option 2's form writes. A kind is its id here, its file in `classes`, and its texts. */
export const PYFUNC_KINDS = ["prompt", "params", "chat", "responses"] as const;
export type PyfuncKind = (typeof PYFUNC_KINDS)[number];

/** Forms stored by earlier versions have none. */
interface OfKind {
  readonly kind?: PyfuncKind;
}

export function kindOf({ kind }: OfKind): PyfuncKind {
  return kind ?? "prompt";
}

/** Classes with a signature of their own, which only Python runs: MLflow's base class, and the task in MLmodel. */
export const OWN_INTERFACES = {
  chat: { base: "ChatModel", task: "agent/v1/chat", loader: "mlflow.pyfunc.loaders.chat_model" },
  responses: {
    base: "ResponsesAgent",
    task: "agent/v1/responses",
    loader: "mlflow.pyfunc.loaders.responses_agent",
  },
} as const;

/** null for a PythonModel. */
export function interfaceOf(wrapper: OfKind): (typeof OWN_INTERFACES)[keyof typeof OWN_INTERFACES] | null {
  const kind = kindOf(wrapper);
  return kind === "chat" || kind === "responses" ? OWN_INTERFACES[kind] : null;
}
