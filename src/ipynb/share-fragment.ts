/** What the fragment of a shared notebook's address begins with. */
export const SHARE_PREFIX = "#share=";

export function isShareFragment(fragment: string): boolean {
  return fragment.startsWith(SHARE_PREFIX);
}
