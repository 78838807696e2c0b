import type { Progress } from "#kernel/cell-state.ts";
import type { Publication, PublishRequest } from "#kernel/registry-port.ts";

/** What the registry worker can be asked. */
export interface RegistryCalls {
  publish: { params: { readonly request: PublishRequest }; event: Progress; result: Publication };
}
