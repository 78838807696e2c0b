/** The inference worker: everything that touches a model's weights happens here. */
import { serve } from "../rpc/serve.ts";
import type { InferenceCalls } from "./inference-calls.ts";
import { predict } from "./predict.ts";

serve<InferenceCalls>(self, { predict });
