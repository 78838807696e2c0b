import type { Progress } from "#base/progress.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { ModelVersionName, Publication, PublishRequest, ServerContents } from "#kernel/registry-port.ts";
import type { ServerAccess } from "#registry/server.ts";

/** What the registry worker can be asked. */
export interface RegistryCalls {
  publish: {
    /** @param tab the page's: a worker has no name of its own. */
    params: { readonly request: PublishRequest; readonly tab: string };
    event: Progress;
    result: Publication;
  };
  cleanUp: {
    params: { readonly server: ServerAccess; readonly key: string; readonly tab: string };
    event: never;
    result: void;
  };
  lookAt: { params: { readonly server: ServerAccess }; event: never; result: ServerContents };
  openVersion: {
    params: { readonly server: ServerAccess; readonly version: ModelVersionName };
    event: Progress;
    result: ModelBundle;
  };
}
