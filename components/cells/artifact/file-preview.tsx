import { useEffect, useState } from "react";
import { AppError } from "#base/errors.ts";
import { message, type Message, type Wording } from "#base/message.ts";
import { seenCode, seenName } from "#base/seen-text.ts";
import { useServices } from "#components/app-context.ts";
import { formatBytes } from "#components/format.ts";
import { ColouredCode } from "#components/code/coloured-code.tsx";
import { languageOf } from "#components/code/coloured-line.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { ScrollRegion } from "#components/ui/scroll-region.tsx";
import type { ArtifactFile } from "#mlflow/artifact.ts";
import type { PickleReport } from "#pickle/inspect-pickle.ts";
import { MAX_PICKLE_BYTES } from "#pickle/read-opcodes.ts";
import { isText } from "./file-kind.ts";
import { PicklePreview } from "./pickle-preview.tsx";
import { withFewMarks } from "#notebook/combining-marks.ts";
import { fileBytes, fileSha256, fileText } from "./read-artifact-file.ts";
import "./artifact.css";

/** More than anyone reads here, and as much as a page can lay out without a pause. */
const SHOWN_CHARACTERS = 200_000;
/** Each is an element with its number. */
const SHOWN_LINES = 10_000;

type Loaded = { readonly text: string } | { readonly error: Wording } | null;

interface FilePreviewProps {
  readonly file: ArtifactFile;
  /** The name of what has the file: the page can show files with the same path in several places. */
  readonly name: string;
}

export function FilePreview({ file, name }: FilePreviewProps) {
  return (
    <div className="preview">
      {isText(file) ? <TextPreview file={file} name={name} /> : <BinaryPreview file={file} />}
      {isPickle(file) && <PickleOfFile file={file} />}
    </div>
  );
}

function startOf(text: string): string {
  let end = -1;
  for (let line = 0; line < SHOWN_LINES; line += 1) {
    end = text.indexOf("\n", end + 1);
    if (end < 0 || end >= SHOWN_CHARACTERS) return text.slice(0, SHOWN_CHARACTERS);
  }
  return text.slice(0, end + 1);
}

function TextPreview({ file, name }: FilePreviewProps) {
  const texts = useTexts().artifact;
  const say = useSay();
  const path = seenName(file.path);
  const loaded = useLoaded((signal) => fileText(file, signal));
  const text = loaded && "text" in loaded ? loaded.text : "";
  const shown = withFewMarks(seenCode(startOf(text)));
  const withoutLastBreak = shown.replace(/\n$/, "");
  return (
    <>
      <div className="code-block-head">
        <span className="mono file-path">{path}</span>
        <CopyButton text={text} what={path} />
      </div>
      {loaded === null && <p className="hint">{texts.reading}</p>}
      {loaded && "error" in loaded && <p className="field-error">{say(loaded.error)}</p>}
      {loaded && "text" in loaded && (
        <ScrollRegion label={texts.previewOf(path, name)} className="preview-box">
          <pre className="numbered">
            <ColouredCode text={withoutLastBreak} language={languageOf(file.path)} isNumbered />
          </pre>
        </ScrollRegion>
      )}
      {startOf(text).length < text.length && (
        <p className="hint">{texts.tooLong(formatBytes(shown.length))}</p>
      )}
    </>
  );
}

function BinaryPreview({ file }: { readonly file: ArtifactFile }) {
  const texts = useTexts().artifact;
  const say = useSay();
  const loaded = useLoaded(async (signal) => (await fileSha256(file, signal)) ?? texts.notHashed);
  return (
    <>
      <div className="code-block-head">
        <span className="mono file-path">{file.path}</span>
      </div>
      <dl className="facts stacked">
        <div>
          <dt>{texts.binary}</dt>
          <dd>{say(describe(file.path))}</dd>
        </div>
        <div>
          <dt>{texts.size}</dt>
          <dd>{formatBytes(file.sizeBytes)}</dd>
        </div>
        <div>
          <dt>{texts.sha256}</dt>
          <dd className="mono digest">
            {loaded === null ? texts.reading : "text" in loaded ? loaded.text : say(loaded.error)}
          </dd>
        </div>
      </dl>
    </>
  );
}

function PickleOfFile({ file }: { readonly file: ArtifactFile }) {
  const texts = useTexts();
  const say = useSay();
  const { reader } = useServices();
  const [report, setReport] = useState<PickleReport | { readonly error: Wording } | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    // A larger file is not inspected, and so not read.
    if (file.sizeBytes > MAX_PICKLE_BYTES) return undefined;
    fileBytes(file, controller.signal)
      .then((bytes) => reader.inspectPickle(bytes, controller.signal))
      .then(setReport, (thrown: unknown) => {
        if (!controller.signal.aborted) setReport({ error: AppError.from(thrown, "network").wording });
      });
    return () => controller.abort();
  }, [file, reader]);
  if (file.sizeBytes > MAX_PICKLE_BYTES)
    return <p className="hint">{texts.pickle.tooLarge(formatBytes(MAX_PICKLE_BYTES))}</p>;
  if (report === null) return <p className="hint">{texts.artifact.reading}</p>;
  if ("error" in report) return <p className="field-error">{say(report.error)}</p>;
  return <PicklePreview report={report} path={file.path} />;
}

function isPickle({ path }: ArtifactFile): boolean {
  return /\.(pkl|pickle)$/.test(path);
}

const KINDS: readonly (readonly [RegExp, Message])[] = [
  [/\.safetensors$/, message`Weights, in the safetensors format`],
  [/\.onnx$/, message`A model graph, in the ONNX format`],
  [/\.onnx[._]data$/, message`Weights of an ONNX graph`],
  [/\.(pkl|pickle)$/, message`A Python pickle; this page takes it apart and never loads it`],
  [/\.model$/, message`A SentencePiece tokenizer`],
];

function describe(path: string): Wording {
  return KINDS.find(([pattern]) => pattern.test(path))?.[1] ?? "";
}

/** Loads once: another file gets another preview. */
function useLoaded(load: (signal: AbortSignal) => Promise<string>): Loaded {
  const [loaded, setLoaded] = useState<Loaded>(null);
  const [start] = useState(() => load);
  useEffect(() => {
    const controller = new AbortController();
    start(controller.signal).then(
      (text) => setLoaded({ text }),
      (thrown: unknown) => {
        if (!controller.signal.aborted) setLoaded({ error: AppError.from(thrown, "network").wording });
      },
    );
    return () => controller.abort();
  }, [start]);
  return loaded;
}
