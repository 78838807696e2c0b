/** A person's settings for downloads, and their access tokens for hubs. */
import type { DownloadPace } from "#bundle/download/pace.ts";
import type { App } from "./app.ts";

type Settings = Pick<App, "ports">;

export async function keptToken({ ports }: Settings, hubUrl: string): Promise<string | null> {
  const token = await ports.settings.load(tokenKey(hubUrl)).catch(() => null);
  return typeof token === "string" ? token : null;
}

export function keepToken({ ports }: Settings, hubUrl: string, token: string): Promise<void> {
  return ports.settings.save(tokenKey(hubUrl), token);
}

export function forgetToken({ ports }: Settings, hubUrl: string): Promise<void> {
  return ports.settings.remove(tokenKey(hubUrl));
}

export async function downloadPace({ ports }: Settings): Promise<DownloadPace> {
  const kept = await ports.settings.load(paceKey).catch(() => null);
  const { readPace } = await import("./kept-settings.ts");
  return readPace(kept);
}

export function keepDownloadPace({ ports }: Settings, pace: DownloadPace): Promise<void> {
  return ports.settings.save(paceKey, pace);
}

const paceKey = "download-pace";

function tokenKey(hubUrl: string): string {
  return `hub-token ${hubUrl}`;
}
