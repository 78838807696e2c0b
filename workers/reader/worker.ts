/** The reader worker: reads what came from outside. It keeps nothing, so that it can be ended at any moment. */
import { serve } from "../rpc/serve.ts";
import { handlers } from "./handlers.ts";
import type { ReaderCalls } from "./reader-calls.ts";

serve<ReaderCalls>(self, handlers);
