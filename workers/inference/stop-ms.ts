/** How long a worker has to react to an abort before it is ended: in a loop, for example in a chat template, it receives nothing. */
export const STOP_MS = 1000;
