/** How much memory a model needs on a CPU, and the smallest Azure VM size that has it. */

export interface InstanceType {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryBytes: number;
}

const GIB = 2 ** 30;

/**
 * Sizes for managed online endpoints, by memory. The F series first: its processors have the vector instructions that int4 and bf16
 * kernels need, at the lowest price per core.
 */
const INSTANCE_TYPES: readonly InstanceType[] = [
  { name: "Standard_F4s_v2", vcpus: 4, memoryBytes: 8 * GIB },
  { name: "Standard_F8s_v2", vcpus: 8, memoryBytes: 16 * GIB },
  { name: "Standard_F16s_v2", vcpus: 16, memoryBytes: 32 * GIB },
  { name: "Standard_F32s_v2", vcpus: 32, memoryBytes: 64 * GIB },
  { name: "Standard_F48s_v2", vcpus: 48, memoryBytes: 96 * GIB },
  { name: "Standard_F64s_v2", vcpus: 64, memoryBytes: 128 * GIB },
  { name: "Standard_F72s_v2", vcpus: 72, memoryBytes: 144 * GIB },
  { name: "Standard_E32s_v3", vcpus: 32, memoryBytes: 256 * GIB },
  { name: "Standard_E64s_v3", vcpus: 64, memoryBytes: 432 * GIB },
];

/** Python with torch or ONNX Runtime, the server and the system. */
const BASE_BYTES = 3 * GIB;
/** While loading, a model is in memory twice: as in the file, and as the runtime lays it out. */
const WEIGHT_COPIES = 2;

/** A rule of thumb, on the safe side. */
export function neededMemoryBytes(modelBytes: number): number {
  return BASE_BYTES + WEIGHT_COPIES * modelBytes;
}

/** The smallest size with enough memory; the largest if none has. */
export function chooseInstanceType(modelBytes: number): InstanceType {
  const needed = neededMemoryBytes(modelBytes);
  const found = INSTANCE_TYPES.find(({ memoryBytes }) => memoryBytes >= needed);
  return found ?? (INSTANCE_TYPES.at(-1) as InstanceType);
}

/** @returns null for a size that is not in the table. */
export function knownInstanceType(name: string): InstanceType | null {
  return INSTANCE_TYPES.find((each) => each.name.toLowerCase() === name.toLowerCase()) ?? null;
}

/** At worst, Azure's disks and page cache deliver about 100 MB per second; a probe that comes too early kills a healthy start. */
const LOAD_BYTES_PER_SECOND = 100e6;
const LEAST_DELAY_SECONDS = 60;

/** The latest time by which the model should be loaded, in whole seconds. */
export function loadSeconds(modelBytes: number): number {
  return Math.max(LEAST_DELAY_SECONDS, Math.ceil(modelBytes / LOAD_BYTES_PER_SECOND));
}
