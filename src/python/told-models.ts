/** The models that the running cell's Python logs, as mlflow/_told.py tells of them: texts of anyone's code, so only so many are kept. */
import { message, type Message } from "#base/message.ts";
import type { ModelBundle } from "#bundle/bundle.ts";

export interface ToldModel {
  readonly json: string;
  /** The page's models that Python was given, by reference. */
  readonly bundles: ReadonlyMap<string, ModelBundle>;
}

/** Why the page has nothing of one or several of them. */
export interface UntoldModel {
  readonly why: Message;
}

interface Limits {
  readonly models: number;
  readonly characters: number;
}

const LIMITS: Limits = { models: 20, characters: 20_000_000 };

/** Of one run. A loop that logs models does not fill the page's memory: the last ones count, since the cells below use the last. */
export class ToldModels {
  readonly #limits: Limits;
  readonly #told: (string | UntoldModel)[] = [];
  #forgotten = 0;

  constructor(limits: Limits = LIMITS) {
    this.#limits = limits;
  }

  add(json: string): void {
    const { models, characters } = this.#limits;
    this.#told.push(json.length > characters ? tooLong(json.length, characters) : json);
    let total = this.#told.reduce((sum, each) => sum + lengthOf(each), 0);
    while (this.#told.length > models || total > characters) {
      total -= lengthOf(this.#told.shift() ?? "");
      this.#forgotten += 1;
    }
  }

  /** In the order in which they were logged. */
  all(bundles: ToldModel["bundles"]): readonly (ToldModel | UntoldModel)[] {
    const kept = this.#told.map((each) => (typeof each === "string" ? { json: each, bundles } : each));
    return this.#forgotten === 0 ? kept : [forgotten(this.#forgotten, kept.length), ...kept];
  }
}

const lengthOf = (told: string | UntoldModel): number => (typeof told === "string" ? told.length : 0);

function forgotten(count: number, kept: number): UntoldModel {
  return {
    why: message`The page keeps the last ${kept} models that a cell logs. ${count} earlier ones are in the Python session only.`,
  };
}

function tooLong(length: number, most: number): UntoldModel {
  const millions = (count: number): number => Math.ceil(count / 1e5) / 10;
  return {
    why: message`The model has ${millions(length)} million characters of code, files and examples; this page keeps up to ${millions(most)} million. It is in the Python session only. Give large files to the model as an artifact that the page has.`,
  };
}
