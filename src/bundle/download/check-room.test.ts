import { expect, test } from "vitest";
import { checkRoom } from "./check-room.ts";
import type { DownloadOrigin, DownloadPlan } from "./plan.ts";

const FILE: DownloadOrigin = { kind: "file", fileName: "mine.phi3bundle.zip", sha256: "0".repeat(64) };

function planOf(origin: DownloadOrigin, sizeBytes: number): DownloadPlan {
  const file = {
    path: "model.onnx",
    sizeBytes,
    url: "file:",
    digest: null,
    pieceBytes: 1,
    pieceSha256: null,
  };
  return { id: "mine", name: "Mine", origin, files: [file] };
}

test("a bundle file that does not fit is refused before it is read, with both sizes", () => {
  expect(() => checkRoom(planOf(FILE, 2_700e6), 2_700e6, 1_000e6)).toThrow(
    "Mine takes 2700 MB in this browser, which has 1000 MB left for this page. Nothing was kept.",
  );
});

test("what is kept already takes no more room", () => {
  expect(() => checkRoom(planOf(FILE, 2_700e6), 900e6, 1_000e6)).not.toThrow();
});

test("where the browser does not tell, and for a download, which its preflight judged, nothing is refused", () => {
  expect(() => checkRoom(planOf(FILE, 2_700e6), 2_700e6, null)).not.toThrow();
  const download: DownloadOrigin = { kind: "manifest", url: "https://host.example/" };
  expect(() => checkRoom(planOf(download, 2_700e6), 2_700e6, 0)).not.toThrow();
});
