import type { Progress } from "#kernel/cell-state.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { ModelVersionName, Publication, PublishRequest, ServerContents } from "#kernel/registry-port.ts";
import type { ServerAccess } from "#registry/server.ts";

/** What the registry worker can be asked. */
export interface RegistryCalls {
  publish: { params: { readonly request: PublishRequest }; event: Progress; result: Publication };
  lookAt: { params: { readonly server: ServerAccess }; event: never; result: ServerContents };
  openVersion: {
    params: { readonly server: ServerAccess; readonly version: ModelVersionName };
    event: Progress;
    result: ModelBundle;
  };
}
