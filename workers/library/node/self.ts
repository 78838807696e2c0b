/**
 * Makes transformers.js run as in a browser, where it uses our ONNX Runtime; in Node it wants onnxruntime-node. Only for this thread, and
 * before transformers.js is loaded.
 */
(globalThis as { self?: unknown }).self ??= globalThis;
Object.defineProperty(process, "release", { value: { ...process.release, name: "worker" } });
