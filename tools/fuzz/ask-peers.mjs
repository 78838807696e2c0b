/** Asks the real peers (peers.py) what they make of inputs that the page has read. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { peersPython } from "../peers/setup.mjs";

const SCRIPT = fileURLToPath(new URL("peers.py", import.meta.url));

export class Peers {
  #process = spawn(peersPython(), [SCRIPT], { stdio: ["pipe", "pipe", "inherit"] });
  #waiting = new Map();
  #lastId = 0;

  constructor() {
    createInterface({ input: this.#process.stdout }).on("line", (line) => {
      const { id, ...verdict } = JSON.parse(line);
      this.#waiting.get(id)?.resolve(verdict);
      this.#waiting.delete(id);
    });
    this.#process.once("exit", () => {
      for (const { reject } of this.#waiting.values()) reject(new Error("The peers' process has ended."));
      this.#waiting.clear();
    });
  }

  get waitingCount() {
    return this.#waiting.size;
  }

  ask(peer, bytes) {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#process.stdin.write(
        `${JSON.stringify({ id, peer, base64: Buffer.from(bytes).toString("base64") })}\n`,
      );
    });
  }

  end() {
    this.#process.stdin.end();
  }
}

export function disagreement(claim, { accepts, why, answer }) {
  if (claim === false || claim === undefined || accepts === null) return null;
  if (!accepts) return `the page takes it; the peer says ${why}`;
  if (claim === null || claim === answer) return null;
  const told = String(answer);
  let at = 0;
  while (at < claim.length && claim[at] === told[at]) at += 1;
  const near = (text) => JSON.stringify(text.slice(Math.max(0, at - 60), at + 120));
  return `at ${at} the page reads ${near(claim)},\n  the peer ${near(told)}`;
}
