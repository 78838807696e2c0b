/** transformers' models and tokenizers for Python: the methods "engine.lm.…". */
import { throwIfAborted } from "#base/errors.ts";
import { modelConfigOf } from "#wrapper/model-config.ts";
import { Mt19937 } from "#genai/mt19937.ts";
import { pythonJson } from "#python-values/python-json.ts";
import type { ChatRequestJson } from "#pipeline/chat-completion.ts";
import type { HostMethod, PythonValue } from "../bridge.ts";
import { answerChat } from "./answer-chat.ts";
import { bytesOf, dict, integer, list, text, tokens } from "./arguments.ts";
import { CausalGeneration, type CausalModel, type CausalOptions, type ChosenToken } from "./causal-lm.ts";
import type { Handles } from "./handles.ts";
import { raisingRuntimeError } from "./raising-runtime-error.ts";
import { ReadAhead } from "./read-ahead.ts";

class OpenLanguageModel {
  readonly model: CausalModel;

  constructor(model: CausalModel) {
    this.model = model;
  }
}

/** A generation, and the tokens of it that Python has not taken yet. */
class OpenGeneration {
  readonly generation: CausalGeneration;
  readonly ahead: ReadAhead<ChosenToken>;

  /** @param isAlone each token is made only when Python asks for it. */
  constructor(generation: CausalGeneration, isAlone: boolean, yieldControl: () => Promise<void>) {
    this.generation = generation;
    this.ahead = new ReadAhead(
      {
        step: () => generation.next(),
        isOver: ({ isLast }) => isLast,
        mark: () => (isAlone ? null : generation.mark()),
      },
      yieldControl,
    );
  }

  /** @param taken how many tokens Python has taken: the draws for others are taken back. */
  async end(taken: number): Promise<void> {
    await this.ahead.stop(taken);
    await this.generation.dispose();
  }

  dispose(): Promise<void> {
    return this.end(Number.POSITIVE_INFINITY);
  }
}

interface Session {
  readonly handles: Handles;
  readonly yieldControl: () => Promise<void>;
  readonly model: (handle: PythonValue) => CausalModel;
  /** torch's default generator: one for the session. */
  random: Mt19937;
}

export function transformersMethods(
  handles: Handles,
  load: (reference: string, signal: AbortSignal) => Promise<CausalModel>,
  yieldControl: () => Promise<void>,
): ReadonlyMap<string, HostMethod> {
  const session: Session = {
    handles,
    yieldControl,
    model: (handle) => handles.get(handle, OpenLanguageModel).model,
    random: Mt19937.fromRandomDevice(),
  };
  const methods: Record<string, HostMethod> = {
    async open([reference], { signal }) {
      const loaded = await load(text(reference), signal);
      return { handle: handles.add(new OpenLanguageModel(loaded)), ...loaded.files };
    },
    seed([seed]) {
      session.random = new Mt19937(integer(seed));
      return null;
    },
    /** What a DataLoader takes of the generator when a pipeline is given a list. */
    skip([draws]) {
      for (let count = 0; count < integer(draws); count += 1) session.random.nextUint32();
      return null;
    },
    ...tokenizerMethods(session),
    ...generationMethods(session),
  };
  return new Map(
    Object.entries(methods).map(([name, method]) => [`engine.lm.${name}`, raisingRuntimeError(method)]),
  );
}

function tokenizerMethods({ model }: Session): Record<string, HostMethod> {
  return {
    encode: ([of, what, addSpecialTokens]) =>
      bytesOf(Int32Array.from(model(of).tokenizer.encode(text(what), addSpecialTokens === true))),
    decode: ([of, ids, skipSpecialTokens]) =>
      model(of).tokenizer.decode([...tokens(ids)], skipSpecialTokens === true),
    /** The texts of `ids` with the first, the first two, … of `more` after them. */
    decodeEach([of, ids, more, skipSpecialTokens]) {
      const before = [...tokens(ids)];
      return [...tokens(more)].map((id) => {
        before.push(id);
        return model(of).tokenizer.decode(before, skipSpecialTokens === true);
      });
    },
    chat: ([of, messages, addGenerationPrompt, template]) =>
      model(of).tokenizer.applyChatTemplate(JSON.parse(text(messages)) as readonly unknown[], {
        addGenerationPrompt: addGenerationPrompt === true,
        template: template === null || template === undefined ? null : text(template),
      }),
  };
}

function generationMethods(session: Session): Record<string, HostMethod> {
  const { handles, model, yieldControl } = session;
  return {
    /** A request and a model_config, as JSON texts. @returns the completion as a JSON text. */
    async answer([of, request, config, modelName, promptTemplate], { signal }) {
      const given = JSON.parse(text(config)) as Record<string, unknown>;
      const modelConfig = modelConfigOf(given, { maxLength: 20, truncation: true, includePrompt: false });
      const template = typeof promptTemplate === "string" ? promptTemplate : null;
      const chat = JSON.parse(text(request)) as ChatRequestJson;
      const afterToken = async (): Promise<void> => {
        await yieldControl();
        throwIfAborted(signal);
      };
      return pythonJson(
        (await answerChat(
          model(of),
          chat,
          modelConfig,
          text(modelName),
          session.random,
          template,
          afterToken,
        )) as never,
      );
    },
    async begin([of, ids, options, isAlone]) {
      const generation = await CausalGeneration.begin(
        model(of),
        tokens(ids),
        optionsOf(options),
        session.random,
      );
      return handles.add(new OpenGeneration(generation, isAlone === true, yieldControl));
    },
    /** The tokens after those that Python has taken, one or more, as [token, whether it is the last]. */
    async next([of, taken]) {
      const chosen = await handles.get(of, OpenGeneration).ahead.next(integer(taken));
      return chosen.map(({ tokenId, isLast }) => [tokenId, isLast]);
    },
    async end([of, taken]) {
      const open = handles.take(of);
      if (open instanceof OpenGeneration) await open.end(integer(taken));
      return null;
    },
    /** For processors of Python's own, which stand between. */
    async scores([of]) {
      return bytesOf(await handles.get(of, OpenGeneration).generation.scores());
    },
    choose([of, scores]) {
      const { generation } = handles.get(of, OpenGeneration);
      const { tokenId, isLast } = generation.choose(new Float32Array((scores as Uint8Array).slice().buffer));
      return [tokenId, isLast];
    },
  };
}

function optionsOf(value: PythonValue): CausalOptions {
  const given = dict(value);
  const number = (name: string): number => Number(given.get(name));
  return {
    maxLength: number("max_length"),
    minLength: number("min_length"),
    doSample: given.get("do_sample") === true,
    temperature: number("temperature"),
    topK: number("top_k"),
    topP: number("top_p"),
    minP: given.get("min_p") === null ? null : number("min_p"),
    repetitionPenalty: number("repetition_penalty"),
    noRepeatNgramSize: number("no_repeat_ngram_size"),
    eosTokenIds: list(given.get("eos_token_ids")).map(integer),
  };
}
