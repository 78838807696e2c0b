import {
  array,
  boolean,
  date,
  type InferOutput,
  is,
  map,
  nullable,
  number,
  object,
  record,
  string,
  undefinedable,
} from "valibot";

/** A large file of which the server's store has some parts. */
const partialUploadSchema = object({
  /** "" in stores that need none. */
  uploadId: string(),
  /** The size of each part except the last. */
  partBytes: number(),
  /** Where the store takes each part. A link lets anyone write that part, for about an hour; it is no key to anything else. */
  links: array(object({ number: number(), url: string(), headers: record(string(), string()) })),
  /** The store's ETags of the parts that arrived, by number. */
  arrived: map(number(), string()),
});
export type PartialUpload = InferOutput<typeof partialUploadSchema>;
export type PartLink = PartialUpload["links"][number];

/** What is on the server of an unfinished publication. Plain data; it changes as the publication continues. */
const uploadSchema = object({
  /** Its content and its target: two with the same key send the same files to the same place. */
  key: string(),
  cellId: string(),
  serverUrl: string(),
  /** The tab that works on it, or did last. */
  tab: string(),
  /** Stays true if a reload or a crash ended it. */
  isUnderWay: boolean(),
  run: object({ runId: string(), runName: string(), artifactUri: string() }),
  /** These two are in MLmodel, which is then the same whenever it is made again. */
  created: date(),
  modelUuid: string(),
  isRecorded: boolean(),
  /** null on a server before MLflow 3; undefined until it is created. */
  model: undefinedable(nullable(object({ modelId: string(), artifactUri: string() }))),
  /** The artifact location, and how many files it gets; null until the artifact is made. */
  location: nullable(string()),
  fileCount: nullable(number()),
  /** Sizes in bytes of the files that arrived, by path. */
  sent: map(string(), number()),
  /** Files that are sent in parts and have not arrived whole, by path. */
  parts: map(string(), partialUploadSchema),
  /** Whether every file arrived, and the server knows. */
  isComplete: boolean(),
  /** Numbers of the registered versions, by name and tags. */
  versions: map(string(), string()),
});
export type UnfinishedUpload = InferOutput<typeof uploadSchema>;

/** Other forms that earlier versions of the page may have stored are skipped. */
export const isUpload = (kept: unknown): kept is UnfinishedUpload => is(uploadSchema, kept);
