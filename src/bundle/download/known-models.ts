/** Microsoft's own exports for CPU, by name only: sizes, hashes and files are read from the hub when one is looked up. */
export interface KnownModel {
  readonly name: string;
  readonly repository: string;
  readonly variant: string;
}

/** Folders as the repositories' model cards and listings name them. */
export const knownModels: readonly KnownModel[] = [
  {
    name: "Phi-3 mini 4k, CPU int4",
    repository: "microsoft/Phi-3-mini-4k-instruct-onnx",
    variant: "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4",
  },
  {
    name: "Phi-3 mini 128k, CPU int4",
    repository: "microsoft/Phi-3-mini-128k-instruct-onnx",
    variant: "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4",
  },
  {
    name: "Phi-3.5 mini, CPU int4",
    repository: "microsoft/Phi-3.5-mini-instruct-onnx",
    variant: "cpu_and_mobile/cpu-int4-awq-block-128-acc-level-4",
  },
  {
    name: "Phi-4 mini, CPU int4",
    repository: "microsoft/Phi-4-mini-instruct-onnx",
    variant: "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4",
  },
];
