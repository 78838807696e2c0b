/** Quantities as a person reads them. */

import { currentLocale } from "./locale.ts";

export function formatCount(count: number): string {
  return count.toLocaleString(currentLocale());
}

/** With as many decimals, in the person's language. */
function decimal(value: number, digits: 0 | 1): string {
  return value.toLocaleString(currentLocale(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** Decimal units, as file managers and download pages use. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${decimal(value, value < 10 ? 1 : 0)} ${units[unit]}`;
}

export function formatDuration(ms: number): string {
  if (ms < 1) return "< 1 ms";
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${decimal(ms / 1000, 1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

export function formatRate(perSecond: number): string {
  return decimal(perSecond, perSecond < 10 ? 1 : 0);
}

/** @param share of 1. */
export function formatPercent(share: number): string {
  return share.toLocaleString(currentLocale(), { style: "percent", maximumFractionDigits: 1 });
}

/** With three decimals at most. */
export function formatNumber(value: number): string {
  return value.toLocaleString(currentLocale(), { maximumFractionDigits: 3 });
}

/** @param iso a date and time, ISO 8601. */
export function formatTime(iso: string): string {
  return new Date(iso).toLocaleString(currentLocale(), { dateStyle: "short", timeStyle: "short" });
}
