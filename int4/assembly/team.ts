/**
 * The threads of a run: the first one goes through the program; of an operation that has several pieces of work, the helpers take
 * some. The first thread waits for no helper but one that is in the midst of a piece, so that a helper that has no processor just
 * now holds nobody up.
 *
 * The team lives in shared memory at an address that the host gives; nothing here is a global of the module, since each thread
 * has an instance of its own. Each word that is written has a cache line (64 bytes) to itself.
 */

/** i64: the number of the work (high half), and the next of its pieces (low half). */
const WORK: usize = 0;
/** What the work is: the operation's address, and how many pieces it has; written while WORK has no piece to take. */
const OPERATION: usize = 64;
const PIECES: usize = 68;
/** Pieces that helpers have done. */
const FINISHED: usize = 128;
/** Whether the first thread sleeps until FINISHED changes. */
const AWAITED: usize = 192;
/** Counts the runs begun; helpers wait for it to change. */
const RUNS: usize = 256;
/** Helpers asleep between runs. */
const IDLE: usize = 320;
/** Set once: helpers leave. */
const CLOSED: usize = 384;

/** A next piece that no work has. */
const NO_PIECE: i64 = 0x7fffffff;

/** Turns of waiting before a thread sleeps: some tens of microseconds, longer than a piece of work. */
const FINISH_SPINS: i32 = 20000;
/** Between runs, the host samples a token and lets the page's events run. */
const IDLE_SPINS: i32 = 50000;

/** Lets the helpers know that a run begins. */
export function beginRun(team: usize): void {
  if (ASC_FEATURE_THREADS) {
    atomic.add<i32>(team + RUNS, 1);
    if (atomic.load<i32>(team + IDLE) != 0) atomic.notify(team + RUNS, -1);
  }
}

/** Offers an operation's pieces to all threads; all pieces of the one before are done. */
export function offer(team: usize, operation: usize, pieces: i32): void {
  if (ASC_FEATURE_THREADS) {
    const number = (atomic.load<i64>(team + WORK) >> 32) + 1;
    // A helper takes a piece by exchanging WORK for the next piece: what it has read of the work before is then refused.
    atomic.store<i64>(team + WORK, (number << 32) | NO_PIECE);
    atomic.store<usize>(team + OPERATION, operation);
    atomic.store<i32>(team + PIECES, pieces);
    atomic.store<i32>(team + FINISHED, 0);
    atomic.store<i64>(team + WORK, (number + 1) << 32);
  }
}

/** The first thread's next piece, or -1 where all are taken. */
export function takePiece(team: usize, pieces: i32): i32 {
  if (ASC_FEATURE_THREADS) {
    for (;;) {
      const work = atomic.load<i64>(team + WORK);
      if (<i32>work >= pieces) return -1;
      if (atomic.cmpxchg<i64>(team + WORK, work, work + 1) == work) return <i32>work;
    }
  }
  return -1;
}

/** Waits until the helpers have done `count` pieces. What they wrote is then visible. */
export function awaitFinished(team: usize, count: i32): void {
  if (ASC_FEATURE_THREADS) {
    for (let spin = 0; spin < FINISH_SPINS; spin++) {
      if (atomic.load<i32>(team + FINISHED) == count) return;
    }
    atomic.store<i32>(team + AWAITED, 1);
    for (;;) {
      const finished = atomic.load<i32>(team + FINISHED);
      if (finished == count) break;
      atomic.wait<i32>(team + FINISHED, finished, -1);
    }
    atomic.store<i32>(team + AWAITED, 0);
  }
}

/** A helper's next piece of whatever there is to do, or -1 when the team is closed; the operation's address goes to `operation`. */
export function awaitPiece(team: usize, operation: usize): i32 {
  if (ASC_FEATURE_THREADS) {
    let runs = atomic.load<i32>(team + RUNS);
    let spin = 0;
    while (atomic.load<i32>(team + CLOSED) == 0) {
      const work = atomic.load<i64>(team + WORK);
      const address = atomic.load<usize>(team + OPERATION);
      if (<i32>work < atomic.load<i32>(team + PIECES)) {
        if (atomic.cmpxchg<i64>(team + WORK, work, work + 1) == work) {
          store<usize>(operation, address);
          return <i32>work;
        }
        continue;
      }
      spin += 1;
      if (spin < IDLE_SPINS) continue;
      spin = 0;
      const now = atomic.load<i32>(team + RUNS);
      if (now == runs) {
        atomic.add<i32>(team + IDLE, 1);
        atomic.wait<i32>(team + RUNS, runs, -1);
        atomic.sub<i32>(team + IDLE, 1);
      }
      runs = atomic.load<i32>(team + RUNS);
    }
  }
  return -1;
}

/** Tells that a helper has done a piece. */
export function finishPiece(team: usize): void {
  if (ASC_FEATURE_THREADS) {
    atomic.add<i32>(team + FINISHED, 1);
    if (atomic.load<i32>(team + AWAITED) != 0) atomic.notify(team + FINISHED, 1);
  }
}

/** Sends the helpers home. */
export function closeTeam(team: usize): void {
  if (ASC_FEATURE_THREADS) {
    atomic.store<i32>(team + CLOSED, 1);
    beginRun(team);
  }
}
