/** The parts of a browser's Cache that the service worker uses. */
export class MemoryCache {
  readonly entries = new Map<string, Response>();
  isFull = false;

  match(key: string): Promise<Response | undefined> {
    return Promise.resolve(this.entries.get(key)?.clone());
  }

  put(key: string, response: Response): Promise<void> {
    if (this.isFull) return Promise.reject(new DOMException("No room.", "QuotaExceededError"));
    this.entries.set(key, response);
    return Promise.resolve();
  }

  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.entries.delete(key));
  }

  keys(): Promise<Request[]> {
    return Promise.resolve([...this.entries.keys()].map((key) => new Request(key)));
  }
}
