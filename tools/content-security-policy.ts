import type { Plugin } from "vite";
import { NOTEBOOK_HOSTS } from "../src/ipynb/notebook-hosts.ts";

const POLICY = {
  "default-src": "'self'",
  // WebAssembly is compiled, never JavaScript from text.
  "script-src": "'self' 'wasm-unsafe-eval'",
  "worker-src": "'self'",
  // Monaco and radix-ui write style elements of their own.
  "style-src": "'self' 'unsafe-inline'",
  "img-src": "'self' data: blob:",
  "font-src": "'self'",
  // For notebooks opened by their address. The page sends these hosts nothing else.
  "connect-src": `'self' blob: ${NOTEBOOK_HOSTS.map((host) => `https://${host}`).join(" ")}`,
  "object-src": "'none'",
  "base-uri": "'none'",
  "form-action": "'none'",
} as const;

/** Puts the policy into the built page. The development server needs inline scripts and a socket, and has none. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: {
          "http-equiv": "Content-Security-Policy",
          content: Object.entries(POLICY)
            .map(([name, value]) => `${name} ${value}`)
            .join("; "),
        },
        injectTo: "head-prepend",
      },
    ],
  };
}
