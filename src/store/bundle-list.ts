import type { App } from "./app.ts";

/** Lists the bundles again. */
export async function refreshBundles({ ports, store }: App): Promise<void> {
  store.setState({ bundles: await ports.bundles.list() });
}
