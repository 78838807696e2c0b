import { useEffect, useState } from "react";
import { AppError } from "#base/errors.ts";
import { bundleUrlOf, isBundleFragment } from "#bundle/bundle-link.ts";
import { later } from "#components/ui/later.ts";
import { Part } from "#components/ui/part.tsx";
import { useActions, useApp } from "#components/app-context.ts";

const BundleLinkDialog = later(() => import("./bundle-link-dialog.tsx"));

/** If the page's address names a bundle, its dialog asks first. */
export function BundleLink() {
  const { notify } = useActions();
  const ready = useApp((state) => state.notebook !== null || state.problem !== null);
  const [url, setUrl] = useState<URL | null>(null);

  useEffect(() => {
    if (!ready) return;
    const look = () => {
      const { hash } = location;
      if (!isBundleFragment(hash)) return;
      // Asked once: a reload, or a forwarded address, means the page itself.
      history.replaceState(null, "", location.pathname + location.search);
      try {
        setUrl(bundleUrlOf(hash));
      } catch (thrown) {
        notify({ tone: "error", text: AppError.from(thrown).wording });
      }
    };
    look();
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, [ready, notify]);

  return (
    <Part isFloating>
      {url && <BundleLinkDialog key={url.href} url={url} onClose={() => setUrl(null)} />}
    </Part>
  );
}
