/** The reader worker: reads what came from outside. It keeps nothing, so that it can be ended at any moment. */
import { threadChoice } from "../inference/ort-web/thread-choice.ts";
import { kernelMachine } from "../kernel-machine.ts";
import { serve } from "../rpc/serve.ts";
import { createHandlers } from "./handlers.ts";
import type { ReaderCalls } from "./reader-calls.ts";

serve<ReaderCalls>(self, createHandlers(kernelMachine(threadChoice.threads)));
