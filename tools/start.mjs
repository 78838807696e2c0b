/** `npm start`: builds the page and serves it on this machine. */
import { build, preview } from "vite";

const port = Number(process.env["PORT"] ?? 5173);

console.log("Building the page …");
await build({ logLevel: "warn" });
const server = await preview({ preview: { port, host: "localhost", open: false } });
const address = server.resolvedUrls?.local[0] ?? `http://localhost:${port}/`;
console.log(`\n  Phi-3 MLflow Notebook is at  ${address}\n\n  Open it in a browser. Ctrl+C ends it.\n`);
