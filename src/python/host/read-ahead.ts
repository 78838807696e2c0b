/**
 * A generation that goes on while Python works with the tokens that it has: the engine gives Python several at once, and is not left
 * waiting for the next question. What Python then does not want is taken back, so that nobody can tell that it was made.
 */

/** What is generated, a token at a time. */
export interface Steps<State> {
  step(): Promise<State>;
  /** Whether no token follows this one. */
  isOver(state: State): boolean;
  /** @returns a function that takes the generation back to here; null where it cannot be. */
  mark(): (() => void) | null;
  /** Whether no step may be made ahead, because something of it would stay after it was taken back. */
  readonly onlyWhenAsked?: boolean;
}

interface Made<State> {
  readonly state: State;
  /** Takes the generation back to before this step. */
  readonly undo: (() => void) | null;
}

/** Python gets tokens at most so often, unless it waits for a single one anyway. */
const BATCH_MS = 25;
/** How long the engine goes on after Python's last question: a busy machine lets Python wait. */
const AHEAD_MS = 6 * BATCH_MS;
/** Steps that are not made ahead after Python has looked at something that makes the engine take them back. */
const STEPS_AFTER_A_LOOK = 16;

export class ReadAhead<State> {
  readonly #steps: Steps<State>;
  readonly #yieldControl: () => Promise<void>;
  readonly #now: () => number;
  /** Steps that Python may not have taken yet, oldest first: a reply that an interrupt overtook is given again. */
  readonly #made: Made<State>[] = [];
  /** How many steps Python has taken. */
  #taken = 0;
  /** The step that Python took last. */
  #here: Made<State> | null = null;
  /** What the step after those threw. It is thrown when Python asks for that step. */
  #failure: { readonly thrown: unknown } | null = null;
  #waiting: {
    readonly resolve: (states: readonly State[]) => void;
    readonly reject: (thrown: unknown) => void;
  } | null = null;
  #running: Promise<void> | null = null;
  #isStopped = false;
  #repliedAtMs = 0;
  #askedAtMs = 0;
  #stepMs = 0;
  #alone = 0;
  #settling: Promise<void> = Promise.resolve();

  /** @param yieldControl lets the worker read its messages. */
  constructor(steps: Steps<State>, yieldControl: () => Promise<void>, now = () => performance.now()) {
    this.#steps = steps;
    this.#yieldControl = yieldControl;
    this.#now = now;
  }

  /**
   * @param taken how many steps Python has taken so far.
   * @returns those that follow, one or more. @throws what the next one throws.
   */
  async next(taken: number): Promise<readonly State[]> {
    await this.#settling;
    this.#take(taken);
    this.#askedAtMs = this.#now();
    this.#isStopped = false;
    return new Promise((resolve, reject) => {
      this.#dropQuestion();
      this.#waiting = { resolve, reject };
      this.#reply();
      if (!this.#goesOn()) return;
      this.#running ??= this.#run().finally(() => {
        this.#running = null;
      });
    });
  }

  /** The step that Python took last, where the engine is ahead of it; null where it is not. */
  behind(taken: number): State | null {
    this.#take(taken);
    return this.#made.length > 0 && this.#here !== null ? this.#here.state : null;
  }

  /** Takes back what Python has not taken: it looks at what only the true state can tell. */
  settle(taken: number): Promise<void> {
    // An earlier look that was interrupted may still be settling.
    this.#settling = this.#settling.catch(() => undefined).then(() => this.#settle(taken));
    return this.#settling;
  }

  async #settle(taken: number): Promise<void> {
    if (!(await this.stop(taken))) return;
    this.#alone = STEPS_AFTER_A_LOOK;
    const undo = this.#here?.undo;
    if (!undo) return;
    // What the last run has left is that step's again.
    undo();
    await this.#steps.step();
  }

  /** As `settle`, for what changes the state: the step that Python took last is no longer the end. */
  async change(taken: number): Promise<void> {
    await this.settle(taken);
    this.#here = null;
  }

  /** Takes back what Python has not taken, for good. @returns whether there was anything. */
  async stop(taken: number): Promise<boolean> {
    this.#isStopped = true;
    this.#dropQuestion();
    await this.#running;
    this.#take(taken);
    this.#failure = null;
    const [first] = this.#made.splice(0);
    first?.undo?.();
    return first !== undefined;
  }

  /** The question was interrupted: nobody waits for its answer. */
  #dropQuestion(): void {
    this.#waiting?.resolve([]);
    this.#waiting = null;
  }

  #take(taken: number): void {
    const count = Math.min(taken - this.#taken, this.#made.length);
    if (count <= 0) return;
    this.#here = this.#made.splice(0, count).at(-1)!;
    this.#taken += count;
    this.#alone = Math.max(0, this.#alone - count);
  }

  async #run(): Promise<void> {
    do {
      await this.#step();
      this.#reply();
      await this.#yieldControl();
    } while (this.#goesOn());
  }

  async #step(): Promise<void> {
    if (this.#isAtEnd()) return;
    const undo = this.#steps.mark();
    const startedAtMs = this.#now();
    try {
      this.#made.push({ state: await this.#steps.step(), undo });
    } catch (thrown) {
      this.#failure = { thrown };
    }
    this.#stepMs = this.#now() - startedAtMs;
  }

  #goesOn(): boolean {
    if (this.#isStopped) return false;
    if (this.#waiting !== null) return true;
    return this.#mayGoAhead() && this.#now() - this.#askedAtMs < AHEAD_MS;
  }

  /** Whether steps can be made that Python has not asked for. Where a step is slow, there is nothing to win. */
  #mayGoAhead(): boolean {
    if (this.#steps.onlyWhenAsked === true) return false;
    if (this.#here === null || this.#alone > 0 || this.#stepMs >= BATCH_MS || this.#isAtEnd()) return false;
    const isUndoable = [this.#here, ...this.#made].every(({ undo }) => undo !== null);
    return isUndoable && this.#steps.mark() !== null;
  }

  #isAtEnd(): boolean {
    const last = this.#made.at(-1);
    return this.#failure !== null || (last !== undefined && this.#steps.isOver(last.state));
  }

  #reply(): void {
    if (this.#waiting === null) return;
    const states = this.#made.map(({ state }) => state);
    const isDue = !this.#mayGoAhead() || this.#now() - this.#repliedAtMs >= BATCH_MS;
    if (states.length > 0 ? !isDue : this.#failure === null) return;
    const { resolve, reject } = this.#waiting;
    const failure = this.#failure;
    this.#waiting = null;
    this.#repliedAtMs = this.#now();
    if (states.length > 0) resolve(states);
    else if (failure !== null) {
      this.#failure = null;
      reject(failure.thrown);
    }
  }
}
