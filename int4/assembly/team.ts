/**
 * The threads of a run. All execute the same program, share the work of each operation, and meet at a barrier.
 *
 * The team lives in shared memory, at an address that the host gives. Nothing here is a global of the module, since each thread has
 * its own instance. Each word that is written has a cache line (64 bytes) of its own.
 */

/** How many threads wait at the barrier. */
const ARRIVED: usize = 0;
/** Counts the barriers passed. */
const PASSED: usize = 64;
/** How many threads sleep at the barrier. */
const ASLEEP: usize = 128;
/** Counts the runs begun; helpers wait for it to change. */
const RUNS: usize = 192;
/** How many helpers sleep between runs. */
const IDLE: usize = 256;
/** Set once: helpers end. */
const CLOSED: usize = 320;
/** How many threads take part in the run. */
const THREADS: usize = 384;
/** Set once, by a thread that failed in a run. The others no longer wait for it. */
const ABANDONED: usize = 448;

/** Turns of waiting before a thread sleeps: some tens of microseconds, longer than most waits within a run. */
const BARRIER_SPINS: i32 = 20000;
/** Between runs, the host samples a token and lets the page's events run. */
const IDLE_SPINS: i32 = 100000;

// @ts-ignore: decorator
@inline
export function threadCount(team: usize): i32 {
  return load<i32>(team + THREADS);
}

/** How long a thread sleeps at the barrier at most before it looks again, in nanoseconds. */
const NAP: i64 = 10_000_000_000;
/** After this many naps in one operation a thread counts as lost. One nap may be a computer that was asleep itself. */
const MOST_NAPS: i32 = 6;
const TIMED_OUT: i32 = 2;

/** Waits for all threads of the team. What each wrote before is then visible to all. Traps if a thread has failed or is lost. */
export function barrier(team: usize): void {
  const threads = threadCount(team);
  if (threads == 1) return;
  if (ASC_FEATURE_THREADS) {
    const passed = atomic.load<i32>(team + PASSED);
    if (atomic.add<i32>(team + ARRIVED, 1) == threads - 1) {
      atomic.store<i32>(team + ARRIVED, 0);
      atomic.add<i32>(team + PASSED, 1);
      if (atomic.load<i32>(team + ASLEEP) != 0) atomic.notify(team + PASSED, threads);
      return;
    }
    for (let spin = 0; spin < BARRIER_SPINS; spin++) {
      if (atomic.load<i32>(team + PASSED) != passed) return;
    }
    atomic.add<i32>(team + ASLEEP, 1);
    let naps = 0;
    while (atomic.load<i32>(team + PASSED) == passed) {
      if (atomic.load<i32>(team + ABANDONED) != 0 || naps == MOST_NAPS) unreachable();
      if (atomic.wait<i32>(team + PASSED, passed, NAP) == TIMED_OUT) naps++;
    }
    atomic.sub<i32>(team + ASLEEP, 1);
  }
}

/** Takes the next piece of work from the team's counter; pieces are numbered from 0. */
// @ts-ignore: decorator
@inline
export function takePiece(counter: usize): i32 {
  if (ASC_FEATURE_THREADS) return atomic.add<i32>(counter, 1);
  const piece = load<i32>(counter);
  store<i32>(counter, piece + 1);
  return piece;
}

/** Lets the helpers begin a run. A run of one thread does not wake them. All must have finished the run before. */
export function beginRun(team: usize, threads: i32): void {
  store<i32>(team + THREADS, threads);
  if (ASC_FEATURE_THREADS && threads > 1) wake(team);
}

// @ts-ignore: decorator
@inline
function wake(team: usize): void {
  atomic.add<i32>(team + RUNS, 1);
  if (atomic.load<i32>(team + IDLE) != 0) atomic.notify(team + RUNS, -1);
}

/** Waits for a run after the `runs`-th. Returns the count of runs, or -1 when the team is closed. */
export function awaitRun(team: usize, runs: i32): i32 {
  if (ASC_FEATURE_THREADS) {
    for (let spin = 0; spin < IDLE_SPINS; spin++) {
      const now = atomic.load<i32>(team + RUNS);
      if (now != runs) return atomic.load<i32>(team + CLOSED) != 0 ? -1 : now;
    }
    atomic.add<i32>(team + IDLE, 1);
    while (atomic.load<i32>(team + RUNS) == runs) atomic.wait<i32>(team + RUNS, runs, -1);
    atomic.sub<i32>(team + IDLE, 1);
    return atomic.load<i32>(team + CLOSED) != 0 ? -1 : atomic.load<i32>(team + RUNS);
  }
  return -1;
}

/** Marks the calling thread as failed in a run: the others trap at the barrier. */
export function abandonTeam(team: usize): void {
  if (ASC_FEATURE_THREADS) {
    atomic.store<i32>(team + ABANDONED, 1);
    atomic.notify(team + PASSED, -1);
  }
}

/** Ends the helpers. */
export function closeTeam(team: usize): void {
  if (ASC_FEATURE_THREADS) {
    atomic.store<i32>(team + CLOSED, 1);
    wake(team);
  }
}
