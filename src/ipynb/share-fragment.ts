/** The prefix of a shared notebook's fragment. */
export const SHARE_PREFIX = "#share=";

export function isShareFragment(fragment: string): boolean {
  return fragment.startsWith(SHARE_PREFIX);
}
