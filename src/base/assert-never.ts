/** Makes a switch over a tagged union exhaustive: a forgotten member fails to compile. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
