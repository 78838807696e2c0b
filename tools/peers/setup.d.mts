/** The interpreter of tools/peers/.venv, made ready if it was not. Throws an Error that says what to do. */
export function peersPython(): string;

/** The same of a version profile: "current", "mid-2024", "mid-2025". */
export function peersPythonOf(profile: string): string;
