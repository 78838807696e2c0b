/** A module of its own, so that it comes only where it is needed. */
export { sha256 } from "hash-wasm";
