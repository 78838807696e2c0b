/** The reader worker: reads untrusted data. It keeps nothing but the last tokenizer, so it can be ended at any moment. */
import type { ReaderPort } from "#reader/reader-port.ts";
import { threadChoice } from "../inference/ort-web/thread-choice.ts";
import { kernelMachine } from "../kernel-machine.ts";
import { serve } from "../rpc/serve.ts";
import { createReader } from "./reader.ts";

serve<ReaderPort>(self, createReader(kernelMachine(threadChoice().threads)));
