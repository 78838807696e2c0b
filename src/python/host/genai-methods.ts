/** onnxruntime_genai's objects for Python: src/genai and the tokenizer port behind handles. */
import { type GenaiConfig, overlayConfig } from "#genai/config.ts";
import { otherParts } from "#genai/other-parts.ts";
import type { TextModel } from "#genai/generate-text.ts";
import { Generator } from "#genai/generator.ts";
import { GeneratorParams } from "#genai/generator-params.ts";
import { generate, PromptedParams, SteppedGenerator } from "#genai/mid-2024.ts";
import type { Tokenizer } from "#tokenizer/tokenizer.ts";
import { TokenizerStream } from "#tokenizer/tokenizer-stream.ts";
import type { HostMethod, PythonValue } from "../bridge.ts";
import { bytesOf, dict, integer, list, text, tokens } from "./arguments.ts";
import type { Handles } from "./handles.ts";
import { raisingRuntimeError } from "./raising-runtime-error.ts";

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
): ReadonlyMap<string, HostMethod> {
  const model: Held<OpenModel> = (handle) => handles.get(handle, OpenModel);
  const methods: Methods = {
    ...modelMethods(handles, model, load),
    ...generatorMethods(handles, model),
    ...steppedMethods(handles, model),
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

function generatorMethods(handles: Handles, model: Held<OpenModel>): Methods {
  const generator: Held<Generator> = (handle) => handles.get(handle, Generator);
  return {
    async "generator.create"([of, params]) {
      const { open, params: own } = handles.get(params, OpenParams);
      void model(of);
      return handles.add(await Generator.create(open.forGenerator, own));
    },
    async "generator.append"([of, ids]) {
      await generator(of).appendTokens(tokens(ids));
      return stateOf(generator(of));
    },
    async "generator.step"([of]) {
      await generator(of).generateNextToken();
      return stateOf(generator(of));
    },
    "generator.rewind"([of, length]) {
      generator(of).rewindTo(integer(length));
      return stateOf(generator(of));
    },
    "generator.sequence": ([of, index]) => bytesOf(generator(of).getSequence(integer(index))),
    async "generator.logits"([of]) {
      return bytesOf(await generator(of).getLogits());
    },
    "generator.lastRun"([of]) {
      const run = generator(of).lastRun;
      return run ? { tokens: run.tokens, logits: bytesOf(run.logits) } : null;
    },
    "generator.setLogits"([of, logits]) {
      generator(of).setLogits(new Float32Array((logits as Uint8Array).slice().buffer));
      return stateOf(generator(of));
    },
  };
}

/** Generation as in releases before 0.6: the prompt is one of the params. */
function steppedMethods(handles: Handles, model: Held<OpenModel>): Methods {
  const stepped: Held<SteppedGenerator> = (handle) => handles.get(handle, SteppedGenerator);
  return {
    async "model.generate"([of, params, ids]) {
      const prompted = promptedParams(handles.get(params, OpenParams), ids);
      const sequences = await generate(model(of).forGenerator, prompted);
      return sequences.map(bytesOf);
    },
    async "stepped.create"([of, params, ids]) {
      const prompted = promptedParams(handles.get(params, OpenParams), ids);
      return handles.add(await SteppedGenerator.create(model(of).forGenerator, prompted));
    },
    async "stepped.logits"([of]) {
      await stepped(of).computeLogits();
      return null;
    },
    async "stepped.step"([of]) {
      const held = stepped(of);
      await held.generateNextToken();
      return [held.isDone(), bytesOf(held.getNextTokens())];
    },
    "stepped.sequence": ([of, index]) => bytesOf(stepped(of).getSequence(integer(index))),
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
    "stream.create": ([of]) => handles.add(model(of).tokenizer.createStream()),
    "stream.decode": ([of, token]) => handles.get(of, TokenizerStream).decode(integer(token)),
  };
}

/** Whether it is done, the tokens chosen last, and the sequence's tokens: Python needs these after every step. */
function stateOf(generator: Generator): PythonValue {
  return [generator.isDone(), bytesOf(generator.getNextTokens()), generator.tokenCount()];
}

function promptedParams({ open, params }: OpenParams, ids: PythonValue): PromptedParams {
  const prompted = new PromptedParams(open.config);
  Object.assign(prompted.search, params.search);
  prompted.inputIds = tokens(ids);
  return prompted;
}
