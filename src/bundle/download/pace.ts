/** How much of the network a download uses. */
export interface DownloadPace {
  /** Requests at the same time. */
  readonly connections: number;
  /** The limit for all connections together; null for none. */
  readonly maxBytesPerSecond: number | null;
}

export const defaultPace: DownloadPace = { connections: 4, maxBytesPerSecond: null };
/** More than browsers open to one host. */
export const maxConnections = 6;
