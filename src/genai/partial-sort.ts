/**
 * std::partial_sort of libstdc++ over indices [first, last), highest score first, with the best middle - first sorted.
 * It is a heap selection and not stable: which of two equal scores comes first, or is dropped, follows from the exact order of moves in
 * bits/stl_heap.h, and decides the sampled token.
 * @param indices permuted in place.
 * @param scores f32 scores by index.
 */
export function partialSort(
  indices: Int32Array,
  first: number,
  middle: number,
  last: number,
  scores: Float32Array,
): void {
  const length = middle - first;
  if (length <= 0) return;
  for (let parent = (length - 2) >> 1; parent >= 0; parent--) {
    adjustHeap(indices, first, parent, length, indices[first + parent]!, scores);
  }
  // The heap's root is the worst of the kept ones.
  let worst = scores[indices[first]!]!;
  for (let i = middle; i < last; i++) {
    const candidate = indices[i]!;
    if (scores[candidate]! > worst) {
      indices[i] = indices[first]!;
      adjustHeap(indices, first, 0, length, candidate, scores);
      worst = scores[indices[first]!]!;
    }
  }
  for (let end = length - 1; end > 0; end--) {
    const value = indices[first + end]!;
    indices[first + end] = indices[first]!;
    adjustHeap(indices, first, 0, end, value, scores);
  }
}

/** std::__adjust_heap: sinks the hole to a leaf, then lifts `value` to its place. */
function adjustHeap(
  indices: Int32Array,
  first: number,
  start: number,
  length: number,
  value: number,
  scores: Float32Array,
): void {
  let hole = start;
  let child = start;
  while (child < (length - 1) >> 1) {
    child = 2 * (child + 1);
    if (scores[indices[first + child]!]! > scores[indices[first + child - 1]!]!) child--;
    indices[first + hole] = indices[first + child]!;
    hole = child;
  }
  if ((length & 1) === 0 && child === (length - 2) >> 1) {
    child = 2 * (child + 1) - 1;
    indices[first + hole] = indices[first + child]!;
    hole = child;
  }
  const score = scores[value]!;
  let parent = (hole - 1) >> 1;
  while (hole > start && scores[indices[first + parent]!]! > score) {
    indices[first + hole] = indices[first + parent]!;
    hole = parent;
    parent = (hole - 1) >> 1;
  }
  indices[first + hole] = value;
}
