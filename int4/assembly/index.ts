import { shortSumsAreFaster } from "./dot";
import { execute, resetCounters } from "./program";
import { abandonTeam, awaitRun, beginRun, closeTeam } from "./team";

export { abandonTeam, closeTeam, shortSumsAreFaster };

/**
 * Executes the program with `threads` of the team, one or all, and returns when it is done. The host's thread is the first of the
 * team.
 */
export function run(team: usize, runAddress: usize, threads: i32): void {
  resetCounters(runAddress);
  beginRun(team, threads);
  execute(team, runAddress, 0);
}

/** A helper's loop: executes each run as the `thread`-th of the team, until the team is closed. */
export function help(team: usize, runAddress: usize, thread: i32): void {
  let runs = 0;
  for (;;) {
    runs = awaitRun(team, runs);
    if (runs < 0) return;
    execute(team, runAddress, thread);
  }
}
