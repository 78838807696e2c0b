/**
 * Removes everything that reaches the network or the page's storage from the worker, before anyone's Python runs. The policy of the
 * worker's response (workers/service-worker/policy.ts) already blocks all other origins, and turns no text into JavaScript; this closes the way
 * to its own origin, and to what the page stores there.
 * What stays: `postMessage`, so that hostile code can send the page any message that the worker could. The page treats these like a file
 * from anyone.
 */
const REACHES_OUT = [
  "fetch",
  "fetchLater",
  "XMLHttpRequest",
  "WebSocket",
  "WebSocketStream",
  "WebTransport",
  "EventSource",
  "Worker",
  "SharedWorker",
  "ServiceWorkerContainer",
  "BroadcastChannel",
  "importScripts",
  "Notification",
  "FontFace",
  "fonts",
  "PushManager",
  "RTCPeerConnection",
  "RTCDataChannel",
  "WebSocketError",
  "BackgroundFetchManager",
] as const;

const KEEPS = [
  "indexedDB",
  "IDBFactory",
  "IDBDatabase",
  "caches",
  "CacheStorage",
  "Cache",
  "cookieStore",
  "CookieStore",
  "StorageManager",
  "StorageBucketManager",
  "FileSystemHandle",
  "FileSystemFileHandle",
  "FileSystemDirectoryHandle",
  "FileSystemSyncAccessHandle",
  "webkitRequestFileSystem",
  "webkitRequestFileSystemSync",
  "webkitResolveLocalFileSystemURL",
  "webkitResolveLocalFileSystemSyncURL",
  "LockManager",
  "navigator",
  "WorkerNavigator",
  "PermissionStatus",
  "Permissions",
] as const;

/** @returns what could not be removed. */
export function lockDown(scope: object = globalThis): string[] {
  for (let each: object | null = scope; each !== null && each !== Object.prototype;) {
    for (const name of [...REACHES_OUT, ...KEEPS]) take(each, name);
    each = Object.getPrototypeOf(each) as object | null;
  }
  return [...REACHES_OUT, ...KEEPS].filter((name) => Reflect.get(scope, name) !== undefined);
}

function take(owner: object, name: string): void {
  // Accessors of a prototype are not called: that would throw.
  const found = Object.getOwnPropertyDescriptor(owner, name);
  if (found === undefined) return;
  // An existing object could reach what its constructor makes.
  const prototype: unknown = typeof found.value === "function" ? found.value.prototype : undefined;
  if (typeof prototype === "object" && prototype !== null) empty(prototype);
  if (Reflect.deleteProperty(owner, name)) return;
  Reflect.defineProperty(owner, name, { value: undefined, configurable: false, writable: false });
}

function empty(prototype: object): void {
  for (const name of Reflect.ownKeys(prototype)) Reflect.deleteProperty(prototype, name);
}
