import { expect, test } from "vitest";
import type { ServerQuestion } from "#registry/registry-port.ts";
import { agreementTo, type PythonServers, ServerGate } from "./server-gate.ts";

const signal = new AbortController().signal;
const QUESTION = ["get_run", '{"run_id":"r"}', null];
const REFUSED = expect.objectContaining({ code: "PERMISSION_DENIED" }) as unknown;

function servers() {
  const asked: [string, ServerQuestion][] = [];
  const all: PythonServers = {
    agreed: new Set(),
    access: (url) => Promise.resolve({ url, user: "me", secret: "s" }),
    ask: (access, question) => {
      asked.push([access.url, question]);
      return Promise.resolve({ status: 200, body: "{}" });
    },
  };
  return { all, asked };
}

test("nothing is asked of a server without the person's word, and their word counts for that server only", async () => {
  const { all, asked } = servers();
  const gate = new ServerGate(all);
  const questions: string[] = [];
  const answers = (answer: string) => (address: string) => {
    questions.push(address);
    return Promise.resolve(answer);
  };
  const first = ["http://a:5000/", ...QUESTION];
  expect(await gate.ask(first, null, signal)).toEqual(REFUSED);
  // They agreed to another one, which Python had asked about before.
  expect(await gate.ask(first, answers(agreementTo("http://b:5000")), signal)).toEqual(REFUSED);
  expect(await gate.ask(first, answers(agreementTo("http://a:5000")), signal)).toEqual(REFUSED);
  expect([questions, asked]).toEqual([["http://a:5000"], []]);

  const next = new ServerGate(all);
  expect(await next.ask(first, answers(agreementTo("http://a:5000")), signal)).toEqual({
    status: 200,
    body: "{}",
  });
  expect(asked).toEqual([["http://a:5000", { operation: "get_run", body: '{"run_id":"r"}', content: null }]]);
  expect(await next.ask(["http://a:5001", ...QUESTION], answers("refused"), signal)).toEqual(REFUSED);
  expect(await new ServerGate(all).ask(first, null, signal)).toEqual({ status: 200, body: "{}" });
  expect(asked).toHaveLength(2);
});

test("an opened model's Python does not inherit the consent: the person is asked anew, and told of it", async () => {
  const { all, asked } = servers();
  const gate = new ServerGate(all);
  const questions: [string, readonly string[]][] = [];
  const agrees = (address: string, beside: readonly string[]): Promise<string> => {
    questions.push([address, beside]);
    return Promise.resolve(agreementTo(address));
  };
  const first = ["http://a:5000", ...QUESTION];
  await gate.ask(first, agrees, signal);
  gate.letIn({ sha256: "ab", files: ["their_model.py", "code/more.py"] });
  expect(await gate.ask(first, null, signal)).toEqual({
    code: "PERMISSION_DENIED",
    problem:
      "Python of an opened model (their_model.py, code/more.py) runs in this session, and may not use http://a:5000: your consent was for the notebook's own code. Run a cell that uses it, and answer the question there.",
  });
  expect(asked).toHaveLength(1);
  await gate.ask(first, agrees, signal);
  // The same model again changes nothing; another one does.
  gate.letIn({ sha256: "ab", files: ["their_model.py", "code/more.py"] });
  expect(await gate.ask(first, null, signal)).toEqual({ status: 200, body: "{}" });
  gate.letIn({ sha256: "cd", files: ["other.py"] });
  expect(await gate.ask(first, null, signal)).toEqual(REFUSED);
  expect(questions).toEqual([
    ["http://a:5000", []],
    ["http://a:5000", ["their_model.py", "code/more.py"]],
  ]);
  expect(asked).toHaveLength(3);
  // Python that starts anew runs the notebook's own code alone.
  expect(await new ServerGate(all).ask(first, null, signal)).toEqual({ status: 200, body: "{}" });
});

test("a model whose Python the person let use the server keeps that server, and gets no other", async () => {
  const { all } = servers();
  all.agreed.add("http://a:5000").add("http://b:5000");
  const gate = new ServerGate(all);
  gate.letInWith({ sha256: "ab", files: ["their_model.py"] }, "http://a:5000");
  expect(await gate.ask(["http://a:5000", ...QUESTION], null, signal)).toEqual({ status: 200, body: "{}" });
  expect(await gate.ask(["http://b:5000", ...QUESTION], null, signal)).toEqual(REFUSED);
});

test.each(["file:///etc/passwd", "javascript:alert(1)", "http://me:secret@a:5000", "http://"])(
  "%s is no server",
  async (address) => {
    const { all, asked } = servers();
    const answer = await new ServerGate(all).ask(
      [address, ...QUESTION],
      (each) => Promise.resolve(agreementTo(each)),
      signal,
    );
    expect([answer, asked]).toEqual([expect.objectContaining({ code: "INTERNAL_ERROR" }), []]);
  },
);
