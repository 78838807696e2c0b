import { ignored } from "./config-element.ts";
import type { JsonElement } from "./json-reader.ts";

type MakeElement = () => JsonElement;

/** Readers of the parts of genai_config.json that a plain decoder does not use. */
export interface OtherParts {
  /** Objects beside `model` and `search`. */
  readonly root: Readonly<Record<string, MakeElement>>;
  /** Objects in `model` beside `decoder`. */
  readonly model: Readonly<Record<string, MakeElement>>;
  /** @param onLibrary takes the path of a library with operators. */
  readonly sessionOptions: (onLibrary: (path: string) => void) => JsonElement;
  readonly tdtDurations: MakeElement;
  /** A graph of `model.decoder.pipeline`. */
  readonly pipelineModel: MakeElement;
  /** An object of `shared_initializers`. */
  readonly sharedInitializer: MakeElement;
}

const skip: MakeElement = () => ignored;

/** Skips them: for a model that is loaded. `other-parts.ts` is what reads them as native does. */
export const skippedParts: OtherParts = {
  root: { engine: skip, speculative: skip },
  model: {
    encoder: skip,
    embedding: skip,
    vision: skip,
    speech: skip,
    joiner: skip,
    vad: skip,
    mtp: skip,
    dflash2: skip,
    dspark: skip,
    draft: skip,
  },
  sessionOptions: (onLibrary) => ({
    ...ignored,
    onValue(name, value) {
      if (name === "custom_ops_library") onLibrary(String(value));
    },
  }),
  tdtDurations: skip,
  pipelineModel: skip,
  sharedInitializer: skip,
};
