/** Reads a person's stored settings. Loaded when one is needed: the first cell needs none. */
import { integer, is, maxValue, minValue, nullable, number, object, pipe, string } from "valibot";
import { defaultPace, type DownloadPace, maxConnections } from "#bundle/download/pace.ts";
import type { Credentials } from "./server-access-slice.ts";

const paceSchema = object({
  connections: pipe(number(), integer(), minValue(1), maxValue(maxConnections)),
  maxBytesPerSecond: nullable(pipe(number(), minValue(1))),
});

const credentialsSchema = object({ user: string(), secret: string() });

export function readPace(kept: unknown): DownloadPace {
  return is(paceSchema, kept) ? kept : defaultPace;
}

/** @returns null if there are none. */
export function readCredentials(kept: unknown): Credentials | null {
  return is(credentialsSchema, kept) ? { user: kept.user, secret: kept.secret, kept: true } : null;
}
