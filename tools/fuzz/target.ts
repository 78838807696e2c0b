/** What is fuzzed: a parser, with good inputs and the words of its format. */

interface Inputs {
  readonly seeds: readonly Uint8Array[];
  readonly words: readonly string[];
}

/** What the page says of an input that it has read: null that it is right, false that it is not, or what it makes of it. */
export type Claim = string | null | false;

/** `read` throws as the parser does. */
export type Target =
  | (Inputs & { readonly peer?: undefined; readonly read: (bytes: Uint8Array<ArrayBuffer>) => unknown })
  | (Inputs & {
      /** Which peer of peers.py has to say the same. */
      readonly peer: string;
      readonly read: (bytes: Uint8Array<ArrayBuffer>) => Claim | Promise<Claim>;
    });

/** A rule for what the product makes of any input. @throws Error, which counts as found. */
export function always(holds: boolean, rule: string): asserts holds {
  if (!holds) throw new Error(`It breaks the rule: ${rule}`);
}
