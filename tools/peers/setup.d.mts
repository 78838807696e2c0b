/** The interpreter of tools/peers/.venv, made ready if it was not. Throws an Error that says what to do. */
export function peersPython(): string;
