/** Wire types of MLflow's llm/v1/chat (mlflow/types/llm.py, 3.17), with the same names. */
export interface ChatMessageJson {
  readonly role: string;
  readonly content: string;
  readonly name?: string;
}

export interface ChatRequestJson {
  readonly messages: readonly ChatMessageJson[];
  readonly temperature?: number;
  readonly max_tokens?: number;
  readonly stop?: readonly string[];
  readonly n?: number;
  readonly stream?: boolean;
  readonly top_p?: number;
  readonly top_k?: number;
  readonly frequency_penalty?: number;
  readonly presence_penalty?: number;
  readonly custom_inputs?: unknown;
}

export interface ChatCompletionJson {
  readonly id: string;
  readonly object: "chat.completion";
  /** Seconds since the epoch. */
  readonly created: number;
  readonly model: string;
  readonly usage: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly total_tokens: number;
  };
  readonly choices: readonly {
    readonly index: number;
    readonly finish_reason: "stop" | "length";
    readonly message: { readonly role: "assistant"; readonly content: string };
  }[];
}
