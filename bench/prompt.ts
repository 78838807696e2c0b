/** Ids that are ordinary tokens in every shape, the demo model's 2048 included; models/gguf_from_onnx.py knows them too. */
const firstId = 300;
const idCount = 1600;

/** A prompt that is the same for every engine: no id comes twice before all have come. */
export function promptOf(length: number): number[] {
  return Array.from({ length }, (_, index) => firstId + ((index * 7919) % idCount));
}
