import { useEffect, useState } from "react";

/** null until it is loaded. Everything else works without it. */
export function useLoaded<T extends object>(load: () => Promise<T>): T | null {
  const [loaded, setLoaded] = useState<T | null>(null);
  useEffect(() => {
    load().then(
      (it) => setLoaded(() => it),
      () => undefined,
    );
  }, [load]);
  return loaded;
}
