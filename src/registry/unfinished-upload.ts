import {
  boolean,
  date,
  type InferOutput,
  is,
  map,
  nullable,
  number,
  object,
  string,
  undefinedable,
} from "valibot";

/** What stands on the server of a publication that is not finished. Plain data; it changes as the publication goes on. */
const uploadSchema = object({
  /** What it was of, and where it goes; two with the same key send the same files to the same place. */
  key: string(),
  cellId: string(),
  serverUrl: string(),
  /** The tab that works at it, or did last. */
  tab: string(),
  /** Stays true where a reload or a crash ended it. */
  isUnderWay: boolean(),
  run: object({ runId: string(), runName: string(), artifactUri: string() }),
  /** These two stand in MLmodel, which is then the same whenever it is made again. */
  created: date(),
  modelUuid: string(),
  isRecorded: boolean(),
  /** null on a server before MLflow 3; undefined until it is created. */
  model: undefinedable(nullable(object({ modelId: string(), artifactUri: string() }))),
  /** null until the artifact is made. */
  fileCount: nullable(number()),
  /** Sizes in bytes of the files that arrived, by path. */
  sent: map(string(), number()),
  /** Whether every file arrived, and the server was told so. */
  isComplete: boolean(),
  /** Numbers of the versions that were registered, by name and tags. */
  versions: map(string(), string()),
});
export type UnfinishedUpload = InferOutput<typeof uploadSchema>;

/** What earlier versions of the page may have kept otherwise is passed over. */
export const isUpload = (kept: unknown): kept is UnfinishedUpload => is(uploadSchema, kept);
