/** onnxruntime_genai's objects for Python: src/genai and the tokenizer port behind handles. */
import { throwIfAborted } from "#base/errors.ts";
import { type GenaiConfig, overlayConfig } from "#genai/config.ts";
import { otherParts } from "#genai/other-parts.ts";
import type { TextModel } from "#genai/generate-text.ts";
import { Generator } from "#genai/generator.ts";
import { GeneratorParams } from "#genai/generator-params.ts";
import { generate, PromptedParams, SteppedGenerator } from "#genai/mid-2024.ts";
import type { Tokenizer } from "#tokenizer/tokenizer.ts";
import type { TokenizerStream } from "#tokenizer/tokenizer-stream.ts";
import type { HostMethod, PythonValue } from "../bridge.ts";
import { bytesOf, dict, integer, list, text, tokens } from "./arguments.ts";
import type { Handles } from "./handles.ts";
import { raisingRuntimeError } from "./raising-runtime-error.ts";
import { ReadAhead } from "./read-ahead.ts";

/** A model of the generate() API, as a Python object holds it. */
class OpenModel {
  readonly model: TextModel;
  readonly config: GenaiConfig;

  constructor(model: TextModel, config: GenaiConfig) {
    this.model = model;
    this.config = config;
  }

  get tokenizer(): Tokenizer {
    return this.model.tokenizer;
  }

  get forGenerator() {
    return { config: this.config, decoder: this.model.decoder };
  }
}

/** Params keep their model: Python makes them from it, and native reads its config. */
class OpenParams {
  readonly open: OpenModel;
  readonly params: GeneratorParams;

  constructor(open: OpenModel) {
    this.open = open;
    this.params = new GeneratorParams(open.config);
  }
}

/** Whether it is done, the tokens chosen last, and the sequence's tokens: Python needs these after every step. */
interface State {
  readonly isDone: boolean;
  readonly nextTokens: Int32Array;
  readonly tokenCount: number;
}

/** A generator, and the steps of it that Python has not taken yet. */
class OpenGenerator<Kind extends Generator | SteppedGenerator> {
  readonly generator: Kind;
  readonly ahead: ReadAhead<State>;

  constructor(generator: Kind, step: () => Promise<void>, yieldControl: () => Promise<void>) {
    this.generator = generator;
    this.ahead = new ReadAhead(
      {
        async step() {
          await step();
          return stateOf(generator);
        },
        isOver: ({ isDone }) => isDone,
        mark: () => generator.mark(),
        // Tokens can be appended after the code's own stop. Native's cache then has nothing where the last token would stand; ahead of
        // Python, the engine would have run that token.
        onlyWhenAsked: generator instanceof Generator,
      },
      yieldControl,
    );
  }

  /** As far as Python knows it. */
  sequence(taken: number, index: number): Int32Array {
    const sequence = this.generator.getSequence(index);
    return sequence.subarray(0, this.ahead.behind(taken)?.tokenCount ?? sequence.length);
  }

  async dispose(): Promise<void> {
    await this.ahead.stop(Number.POSITIVE_INFINITY);
    await this.generator.dispose();
  }
}

class OpenAppended extends OpenGenerator<Generator> {}
class OpenStepped extends OpenGenerator<SteppedGenerator> {}

/** A stream of text. Python asks for the texts of tokens that it is about to decode, too. */
class OpenStream {
  readonly #stream: TokenizerStream;
  /** Before each token that was asked for last, and which of the stream's tokens the first of them is. */
  #marks: readonly (() => void)[] = [];
  #first = 0;

  constructor(stream: TokenizerStream) {
    this.#stream = stream;
  }

  /** @param decoded how many tokens Python has decoded so far: what was asked for beyond them is forgotten. */
  decode(decoded: number, ids: Int32Array): readonly string[] {
    this.#marks[decoded - this.#first]?.();
    this.#first = decoded;
    const marks: (() => void)[] = [];
    this.#marks = marks;
    return Array.from(ids, (id) => {
      marks.push(this.#stream.mark());
      return this.#stream.decode(id);
    });
  }
}

/** What a handle in Python stands for. */
type Held<T> = (handle: PythonValue) => T;
type Methods = Readonly<Record<string, HostMethod>>;

/**
 * The methods "engine.genai.…".
 * @param load loads the model of a reference from the page; loading it again is cheap while it is the loaded one.
 */
export function genaiMethods(
  handles: Handles,
  load: (reference: string, signal: AbortSignal) => Promise<TextModel>,
  yieldControl: () => Promise<void>,
): ReadonlyMap<string, HostMethod> {
  const model: Held<OpenModel> = (handle) => handles.get(handle, OpenModel);
  const methods: Methods = {
    ...modelMethods(handles, model, load),
    ...generatorMethods(handles, model, yieldControl),
    ...steppedMethods(handles, model, yieldControl),
    ...tokenizerMethods(handles, model),
  };
  return new Map(
    Object.entries(methods).map(([name, method]) => [`engine.genai.${name}`, raisingRuntimeError(method)]),
  );
}

function modelMethods(
  handles: Handles,
  model: Held<OpenModel>,
  load: (reference: string, signal: AbortSignal) => Promise<TextModel>,
): Methods {
  return {
    async "model.open"([reference, overlays], { signal }) {
      const loaded = await load(text(reference), signal);
      const config = list(overlays).reduce<GenaiConfig>(
        (made, overlay) => overlayConfig(made, text(overlay), otherParts),
        loaded.config,
      );
      return { handle: handles.add(new OpenModel(loaded, config)), type: config.model.type };
    },
    "params.create": ([of]) => handles.add(new OpenParams(model(of))),
    "params.set"([of, values]) {
      const given = dict(values) as ReadonlyMap<string, number | boolean>;
      handles.get(of, OpenParams).params.setSearchOptions(Object.fromEntries(given));
      return null;
    },
    "params.get": ([of]) => ({ ...handles.get(of, OpenParams).params.search }),
  };
}

/** Methods that are asked after steps are told how many Python has taken. */
function generatorMethods(
  handles: Handles,
  model: Held<OpenModel>,
  yieldControl: () => Promise<void>,
): Methods {
  const open: Held<OpenAppended> = (handle) => handles.get(handle, OpenAppended);
  /** The generator as Python knows it. */
  const settled = async (of: PythonValue, taken: PythonValue): Promise<Generator> => {
    await open(of).ahead.settle(integer(taken));
    return open(of).generator;
  };
  const changing = async (of: PythonValue, taken: PythonValue): Promise<Generator> => {
    await open(of).ahead.change(integer(taken));
    return open(of).generator;
  };
  return {
    async "generator.create"([of, params]) {
      const own = handles.get(params, OpenParams);
      void model(of);
      const generator = await Generator.create(own.open.forGenerator, own.params);
      return handles.add(new OpenAppended(generator, () => generator.generateNextToken(), yieldControl));
    },
    async "generator.append"([of, taken, ids]) {
      const generator = await changing(of, taken);
      await generator.appendTokens(tokens(ids));
      return toPython(stateOf(generator));
    },
    /** The states after the next steps, one or more. */
    async "generator.steps"([of, taken]) {
      return (await open(of).ahead.next(integer(taken))).map(toPython);
    },
    async "generator.rewind"([of, taken, length]) {
      const generator = await changing(of, taken);
      generator.rewindTo(integer(length));
      return toPython(stateOf(generator));
    },
    "generator.sequence": ([of, taken, index]) => bytesOf(open(of).sequence(integer(taken), integer(index))),
    async "generator.logits"([of, taken]) {
      return bytesOf(await (await settled(of, taken)).getLogits());
    },
    async "generator.lastRun"([of, taken]) {
      const run = (await settled(of, taken)).lastRun;
      return run ? { tokens: run.tokens, logits: bytesOf(run.logits) } : null;
    },
    async "generator.setLogits"([of, taken, logits]) {
      const generator = await changing(of, taken);
      generator.setLogits(new Float32Array((logits as Uint8Array).slice().buffer));
      return toPython(stateOf(generator));
    },
  };
}

/** Generation as in releases before 0.6: the prompt is one of the params. */
function steppedMethods(
  handles: Handles,
  model: Held<OpenModel>,
  yieldControl: () => Promise<void>,
): Methods {
  const open: Held<OpenStepped> = (handle) => handles.get(handle, OpenStepped);
  return {
    async "model.generate"([of, params, ids], { signal }) {
      const prompted = promptedParams(handles.get(params, OpenParams), ids);
      const sequences = await generate(model(of).forGenerator, prompted, async () => {
        await yieldControl();
        throwIfAborted(signal);
      });
      return sequences.map(bytesOf);
    },
    async "stepped.create"([of, params, ids]) {
      const prompted = promptedParams(handles.get(params, OpenParams), ids);
      const generator = await SteppedGenerator.create(model(of).forGenerator, prompted);
      const step = async (): Promise<void> => {
        await generator.computeLogits();
        await generator.generateNextToken();
      };
      return handles.add(new OpenStepped(generator, step, yieldControl));
    },
    async "stepped.logits"([of, taken]) {
      const { ahead, generator } = open(of);
      await ahead.settle(integer(taken));
      await generator.computeLogits();
      return null;
    },
    /** The states after the next steps, each with its logits computed first. */
    async "stepped.steps"([of, taken]) {
      return (await open(of).ahead.next(integer(taken))).map(toPython);
    },
    async "stepped.step"([of, taken]) {
      const { ahead, generator } = open(of);
      await ahead.change(integer(taken));
      await generator.generateNextToken();
      return toPython(stateOf(generator));
    },
    "stepped.sequence": ([of, taken, index]) => bytesOf(open(of).sequence(integer(taken), integer(index))),
  };
}

function tokenizerMethods(handles: Handles, model: Held<OpenModel>): Methods {
  return {
    "tokenizer.encode": ([of, what]) => bytesOf(model(of).tokenizer.encode(text(what))),
    "tokenizer.decode": ([of, ids]) => model(of).tokenizer.decode(tokens(ids)),
    "tokenizer.encodeBatch": ([of, texts]) =>
      bytesOf(model(of).tokenizer.encodeBatch(list(texts).map(text), model(of).config.model.padTokenId)),
    "tokenizer.decodeBatch": ([of, ids, count]) =>
      model(of).tokenizer.decodeBatch(tokens(ids), integer(count)),
    "tokenizer.tokenId": ([of, token]) => model(of).tokenizer.toTokenId(text(token)),
    "tokenizer.special"([of]) {
      const { bosTokenId, eosTokenIds, padTokenId } = model(of).config.model;
      return { bos: bosTokenId, eos: [...eosTokenIds], pad: padTokenId };
    },
    "tokenizer.chat"([of, messages, template, addGenerationPrompt]) {
      return model(of).tokenizer.applyChatTemplate(JSON.parse(text(messages)) as never, {
        addGenerationPrompt: addGenerationPrompt === true,
        ...(template !== null && template !== undefined && { template: text(template) }),
      });
    },
    "stream.create": ([of]) => handles.add(new OpenStream(model(of).tokenizer.createStream())),
    "stream.decode": ([of, decoded, ids]) =>
      handles.get(of, OpenStream).decode(integer(decoded), tokens(ids)),
  };
}

function stateOf(generator: Generator | SteppedGenerator): State {
  return {
    isDone: generator.isDone(),
    nextTokens: generator.getNextTokens(),
    tokenCount: generator.tokenCount(),
  };
}

function toPython({ isDone, nextTokens, tokenCount }: State): PythonValue {
  return [isDone, bytesOf(nextTokens), tokenCount];
}

function promptedParams({ open, params }: OpenParams, ids: PythonValue): PromptedParams {
  const prompted = new PromptedParams(open.config);
  Object.assign(prompted.search, params.search);
  prompted.inputIds = tokens(ids);
  return prompted;
}
