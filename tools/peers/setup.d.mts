/** A version profile, or an environment over one. */
export type EnvironmentName =
  | "current"
  | "candidate"
  | "mid-2025"
  | "mid-2024"
  | "inference-server"
  | "mlserver"
  | "s3"
  | "spark"
  | "spark-mid-2025"
  | "spark-mid-2024"
  | "llama-cpp"
  | "azure";

/** The interpreter of a profile's or a server's environment. Throws an Error that says what to do where it is not made. */
export function peersPython(name?: EnvironmentName): string;

/** The folder of the environment's commands. Throws as peersPython does. */
export function peersCommands(name: EnvironmentName): string;

/** Makes the environments that are not made yet. */
export function makeEnvironments(names: readonly EnvironmentName[]): Promise<void>;
