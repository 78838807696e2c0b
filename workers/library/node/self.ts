/**
 * Lets transformers.js run as in a browser, where it asks our ONNX Runtime; in Node it wants onnxruntime-node. Of this thread only, and
 * before transformers.js is loaded.
 */
(globalThis as { self?: unknown }).self ??= globalThis;
Object.defineProperty(process, "release", { value: { ...process.release, name: "worker" } });
