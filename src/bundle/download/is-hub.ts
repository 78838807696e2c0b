/** Whether it is an address of the Hugging Face hub itself, not of a mirror. */
export function isHub({ hostname }: URL): boolean {
  return /^(?:www\.)?(?:hf|huggingface)\.co$/.test(hostname);
}
