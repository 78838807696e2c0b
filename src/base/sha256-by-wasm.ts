/** A module of its own, so that it is loaded only when needed. */
export { sha256 } from "hash-wasm";
