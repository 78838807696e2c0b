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
