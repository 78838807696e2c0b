import { describe, expect, test } from "vitest";
import {
  type ChatMessage,
  deleteTurns,
  editsBefore,
  remember,
  shownAnswer,
  splitAnswer,
  splitSystem,
  stepVersion,
  type Thread,
  versionsAt,
  withAnswer,
  withEdit,
} from "./chat.ts";

const user = (content: string): ChatMessage => ({ role: "user", content });
const assistant = (content: string): ChatMessage => ({ role: "assistant", content });

const madrid: Thread = [user("Spain?"), assistant("Madrid.")];
const itIsMadrid: Thread = [user("Spain?"), assistant("It is Madrid.")];
const paris: Thread = [user("France?"), assistant("Paris.")];

describe("remember", () => {
  test("keeps each chat once, in the order in which they were begun", () => {
    const threads = remember(remember(remember([], madrid), paris), madrid);
    expect(threads).toEqual([madrid, paris]);
  });

  test("a chat that goes on takes the place of its beginning, and the beginning is no chat of its own", () => {
    const longer = [...madrid, user("And France?")];
    const threads = remember(remember(remember([], madrid), paris), longer);
    expect(threads).toEqual([longer, paris]);
    expect(remember(threads, madrid)).toEqual([longer, paris]);
  });

  test("an empty chat is not kept", () => {
    expect(remember([], [])).toEqual([]);
  });
});

describe("versions of a turn", () => {
  test("are those that follow the same turns", () => {
    const threads = remember(remember([], madrid), paris);
    expect(versionsAt(threads, itIsMadrid, 1)).toEqual({ place: 1, count: 2 });
    expect(versionsAt(threads, itIsMadrid, 0)).toEqual({ place: 0, count: 2 });
    expect(versionsAt(threads, paris, 1)).toEqual({ place: 0, count: 1 });
  });

  test("stepping leaves none behind, and comes to what was last said after the version", () => {
    const goneOn = [...madrid, user("And France?"), assistant("Paris.")];
    const step = stepVersion([goneOn], itIsMadrid, 1, -1);
    expect(step).toEqual({ threads: [goneOn, itIsMadrid], thread: goneOn });
    expect(stepVersion(step!.threads, step!.thread, 1, 1)).toEqual({
      threads: [goneOn, itIsMadrid],
      thread: itIsMadrid,
    });
  });

  test("there is none before the first and after the last", () => {
    expect(stepVersion([madrid], itIsMadrid, 1, 1)).toBeNull();
    expect(stepVersion([madrid], madrid, 1, -1)).toBeNull();
  });
});

test("a turn is deleted from every version that has it", () => {
  const first = [...madrid, user("And France?"), assistant("Paris.")];
  const second = [...madrid, user("And Italy?")];
  expect(deleteTurns([first, second, paris], first, 0, 2)).toEqual({
    threads: [[user("And France?"), assistant("Paris.")], [user("And Italy?")], paris],
    thread: [user("And France?"), assistant("Paris.")],
  });
});

describe("turns that are being written anew", () => {
  const history = { threads: [madrid], draft: "And", edits: { 0: "Italy?", 2: "Peru?" } };

  test("are kept by their place, and given up one by one", () => {
    expect(withEdit(history, 2, "Chile?")).toEqual({ ...history, edits: { 0: "Italy?", 2: "Chile?" } });
    expect(withEdit(history, 2, null)).toEqual({ ...history, edits: { 0: "Italy?" } });
    expect(withEdit({ threads: [], edits: { 0: "Italy?" } }, 0, null)).toEqual({ threads: [] });
  });

  test("outlive a change of what comes after them", () => {
    expect(editsBefore(history, 2)).toEqual({ edits: { 0: "Italy?" } });
    expect(editsBefore(history, 0)).toEqual({});
    expect(editsBefore({ threads: [] }, 5)).toEqual({});
  });
});

describe("the answer in sight", () => {
  const spain = [user("Spain?")];
  const chat = { threads: [madrid, itIsMadrid], chosen: { answer: "Madrid.", over: "It is Madrid." } };

  test("is the run's while it is one to these turns", () => {
    expect(shownAnswer({ threads: [] }, spain, { text: "Madrid.", isOfTurns: true })).toBe("Madrid.");
    expect(shownAnswer({ threads: [] }, spain, { text: "Madrid.", isOfTurns: false })).toBeNull();
    expect(shownAnswer({ threads: [] }, spain, null)).toBeNull();
  });

  test("is the one that was stepped to, until a run gives another", () => {
    expect(shownAnswer(chat, spain, { text: "It is Madrid.", isOfTurns: true })).toBe("Madrid.");
    expect(shownAnswer(chat, spain, { text: "It is Madrid.", isOfTurns: false })).toBe("Madrid.");
    expect(shownAnswer(chat, spain, { text: "Barcelona?", isOfTurns: true })).toBe("Barcelona?");
  });

  test("is never one that was given to other turns", () => {
    expect(shownAnswer(chat, [user("Portugal?")], { text: "It is Madrid.", isOfTurns: false })).toBeNull();
  });
});

test("a chat is split into its system message, what is run, and the answer", () => {
  const system = { role: "system", content: "Be short." };
  expect(splitSystem([system, ...madrid])).toEqual({ system, turns: madrid });
  expect(splitSystem(madrid)).toEqual({ system: null, turns: madrid });
  expect(splitAnswer(madrid)).toEqual({ turns: [user("Spain?")], answer: "Madrid." });
  expect(splitAnswer([user("Spain?")])).toEqual({ turns: [user("Spain?")], answer: null });
  expect(withAnswer([user("Spain?")], "Madrid.")).toEqual(madrid);
});
