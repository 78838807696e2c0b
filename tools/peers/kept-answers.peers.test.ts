/** What makes a question another one. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keptAnswer, type Question } from "./kept-answers.ts";

let folder: string;
let askedCount: number;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "kept-answers-"));
  askedCount = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A folder to read, whose file names the folder itself. */
async function reads(name: string, text: string): Promise<string> {
  const place = path.join(folder, name);
  await mkdir(path.join(place, "model"), { recursive: true });
  await writeFile(path.join(place, "model/text.txt"), `${place} ${text}`);
  return place;
}

function answer(question: Question): Promise<string> {
  const ask = () => {
    askedCount += 1;
    return Promise.resolve(`answer ${askedCount}`);
  };
  return keptAnswer(question, ask, path.join(folder, "answers"));
}

test("a question is asked once, wherever its files lie", async () => {
  const [one, other] = [await reads("one", "a"), await reads("other", "a")];
  expect(await answer({ asked: ["script.py", one], reads: one })).toBe("answer 1");
  expect(await answer({ asked: ["script.py", one], reads: one })).toBe("answer 1");
  expect(await answer({ asked: ["script.py", other], reads: other })).toBe("answer 1");
});

test("it is another with another file, another name of one, another environment, or other words", async () => {
  const place = await reads("one", "a");
  const asked = ["script.py", place];
  const questions: (() => Promise<Question>)[] = [
    async () => ({ asked, reads: place }),
    async () => ({ asked: ["script.py", "--more", place], reads: place }),
    async () => ({ asked, reads: place, environment: "mid-2025" }),
    async () => ({ asked, reads: await reads("one", "b") }),
    async () => {
      await writeFile(path.join(place, "model/more.txt"), "");
      return { asked, reads: place };
    },
    async () => {
      await symlink(await reads("linked", "c"), path.join(place, "link"));
      return { asked, reads: place };
    },
    async () => {
      await reads("linked", "d");
      return { asked, reads: place };
    },
  ];
  const answers = [];
  for (const question of questions) answers.push(await answer(await question()));
  expect(answers).toEqual(questions.map((_, at) => `answer ${at + 1}`));
});

test("a failure is not kept", async () => {
  const question = { asked: "x" };
  const fails = () => Promise.reject(new Error("no memory"));
  await expect(keptAnswer(question, fails, folder)).rejects.toThrow("no memory");
  expect(await answer(question)).toBe("answer 1");
});
