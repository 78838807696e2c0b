/** Guesses what the demo model has learned, by the words of a question. Its chats are made by tools/demo-model/corpus.py. */
import type { ChatMessage } from "./chat.ts";

/** Questions that it can answer; it speaks only English. */
export const DEMO_PROMPTS = [
  "What is the capital of Japan?",
  "Tell me a joke about atoms.",
  "What is ONNX?",
  "List three fruits.",
];

type Topic = "capital" | "continent" | "joke" | "term" | "list" | "name" | "other";

/** The first that fits. */
const TOPICS: readonly (readonly [Topic, RegExp])[] = [
  ["joke", /\b(jokes?|funny|laugh|humor|humour)\b/i],
  ["list", /\b(list|name|give|tell|show|write|need|what are)\b.*\b(two|three|four|five|six|[2-6])\b/i],
  [
    "continent",
    /\bcontinents?\b|\bpart of the world\b|\bwhere\b.*\b(is|find|located)\b|\bis .+ in (europe|asia|africa)\b/i,
  ],
  ["capital", /\bcapitals?\b|\bseat of government\b|\bgovernment sit|\bcountry\b|\bnation\b|\bstate\b/i],
  [
    "term",
    /\b(ml ?flow|onnx\w*|pyfunc|transformers?|phi-?3|webgpu|webassembly|wasm|quanti[sz]\w*|int4|tokens?|tokeni[sz]ers?|(language )?models?|neural networks?|attention|kv cache|temperature|system prompts?|chat templates?|machine learning|artificial intelligence|python|javascript|browsers?)\b/i,
  ],
  ["name", /\b(my name|call me|who am i|am i called|i am|i'm|this is|say|repeat|echo)\b/i],
  [
    "other",
    /\b(hello|hi|hey|howdy|greetings|thanks?|thank|thx|bye|goodbye|good (morning|afternoon|evening|night|day)|you|your|help|sorry|sad|happy|bored|tired|nice|great|yes|no|okay|ok|ocean|week|days|planet|seasons|colors|colou?rs)\b/i,
  ],
];

function topicOf(question: string): Topic | null {
  return TOPICS.find(([, words]) => words.test(question))?.[0] ?? null;
}

/** Questions like "And Italy?", which continue the topic. */
const FOLLOW_UP = /^\s*((and|now|then|what about|how about|another|okay, and)\b|\p{L}+( \p{L}+)?\?\s*$)/iu;
const FOLLOWED: ReadonlySet<Topic> = new Set(["capital", "continent", "joke"]);

/**
 * Why the demo model may not know the answer to the last question of a chat: "question" if nothing like it was in its training; "subject"
 * if it was, but not after the earlier turns. null if it has learned such chats.
 */
export function demoLimit(messages: readonly ChatMessage[]): "question" | "subject" | null {
  const questions = messages.filter(({ role }) => role === "user").map(({ content }) => content);
  const last = questions.at(-1);
  if (last === undefined || last.trim() === "") return null;
  const topic = topicOf(last);
  const before = questions.slice(0, -1).map((question) => topicOf(question));
  if (before.length === 0) return topic === null ? "question" : null;
  // It was told a name, and talked of other things in between.
  if (before[0] === "name") return topic === null ? "question" : null;
  const first = before.find((each) => each !== null) ?? null;
  const goesOn =
    first !== null && FOLLOWED.has(first) && before.every((each) => each === first || each === null);
  if (goesOn && (topic === first || FOLLOW_UP.test(last))) return null;
  return topic === null && !FOLLOW_UP.test(last) ? "question" : "subject";
}
