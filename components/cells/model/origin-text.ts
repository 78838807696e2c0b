import type { DownloadOrigin } from "#bundle/download/plan.ts";

/** A model's origin, for people to read. */
export function originOf(origin: DownloadOrigin): { readonly host: string; readonly detail: string } {
  if (origin.kind === "manifest") return { host: new URL(origin.url).host, detail: origin.url };
  if (origin.kind === "file") return { host: origin.fileName, detail: origin.fileName };
  const { hubUrl, repository, commit, variant } = origin;
  const revision = `${repository} @ ${commit.slice(0, 7)}`;
  return { host: new URL(hubUrl).host, detail: variant === "" ? revision : `${revision}, ${variant}` };
}
