/** How much of the network a download takes. */
export interface DownloadPace {
  /** Requests at once. */
  readonly connections: number;
  /** Of all connections together; null for as fast as it goes. */
  readonly maxBytesPerSecond: number | null;
}

export const defaultPace: DownloadPace = { connections: 4, maxBytesPerSecond: null };
/** More than browsers open to one host. */
export const maxConnections = 6;
