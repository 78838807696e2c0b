import { execute, workOn } from "./program";
import { awaitPiece, beginRun, closeTeam, finishPiece } from "./team";

export { repack4, repack8 } from "./repack";
export { closeTeam };

/**
 * Executes the program; returns when all of it is done. The host's thread is the first of the team.
 * @param withHelpers whether they take part.
 */
export function run(team: usize, runAddress: usize, withHelpers: bool): void {
  if (withHelpers) beginRun(team);
  execute(team, runAddress, withHelpers);
}

/**
 * A helper's whole life: does pieces of work as the `thread`-th of the team, until the team is closed.
 * @param operation a word of its own.
 */
export function help(team: usize, runAddress: usize, thread: i32, operation: usize): void {
  for (;;) {
    const piece = awaitPiece(team, operation);
    if (piece < 0) return;
    workOn(load<usize>(operation), runAddress, piece, thread);
    finishPiece(team);
  }
}
