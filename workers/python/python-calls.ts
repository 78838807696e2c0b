import type { Completions, PythonCode, PythonEvent, PythonProgress, WayToWait } from "#python/python-port.ts";

/** Memory that an interrupt reaches Python through, where it is not listening. */
export interface SharedWithPython {
  /** One byte that Python looks at: 2 is an interrupt. */
  readonly interrupts: SharedArrayBuffer;
  /** Of shared-reply.ts. */
  readonly reply: SharedArrayBuffer;
}

/** What the Python worker can be asked. */
export interface PythonCalls {
  start: {
    params: {
      /** To the host in the page, and the one in the inference worker. */
      readonly page: MessagePort;
      readonly engine: MessagePort;
      /** Null on pages that are not isolated. */
      readonly shared: SharedWithPython | null;
    };
    event: PythonProgress;
    result: { readonly version: string; readonly wayToWait: WayToWait };
  };
  run: {
    params: PythonCode;
    /** "hears" answers an abort: Python is interrupted without the shared byte. */
    event: PythonEvent | { readonly kind: "hears" };
    result: boolean;
  };
  complete: {
    params: { readonly source: string; readonly cursor: number };
    event: never;
    result: Completions;
  };
}
