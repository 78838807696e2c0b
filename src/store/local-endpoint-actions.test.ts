import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { fakeInference, promptOutput } from "#kernel/testing/fake-platform.ts";
import type { AnswerRequest, ServicePort } from "#service-worker/service-worker-port.ts";
import type { ServedRequest } from "#scoring-server/served.ts";
import { createAppStore } from "./app-store.ts";
import { fakePorts } from "./testing/fake-ports.ts";

class FakeService implements ServicePort {
  readonly endpointUrl = "https://host.example/page/";
  answer: AnswerRequest | null = null;
  start = () => undefined;
  update = () => Promise.resolve();
  reload = () => undefined;

  serve(answer: AnswerRequest | null): void {
    this.answer = answer;
  }
}

/** Option 2's template, after a complete run. */
async function runOption2(predict = async () => promptOutput("Hello!")) {
  const service = new FakeService();
  const { getState } = createAppStore(fakePorts({ inference: fakeInference(predict), service }));
  await getState().start();
  await getState().openDocument("option2-pyfunc");
  const id = getState().notebook?.cells.find((cell) => cell.type === "inference")?.id ?? "";
  return { service, getState, id };
}

function request(body: unknown): ServedRequest {
  return {
    route: "invocations",
    method: "POST",
    contentType: "application/json",
    body: new TextEncoder().encode(JSON.stringify(body)).buffer,
  };
}

const PROMPT = request({ inputs: { prompt: "Hi" } });
const { signal } = new AbortController();

test("a cell that has not run cannot be served", async () => {
  const { service, getState, id } = await runOption2();
  getState().setEndpoint(id);
  expect({ cell: getState().endpointCell, answer: service.answer }).toEqual({ cell: null, answer: null });
});

test("it answers with what the cell ran, and keeps a log", async () => {
  const { service, getState, id } = await runOption2();
  await getState().runAll();
  getState().setEndpoint(id);
  expect(await service.answer?.(PROMPT, signal)).toEqual({
    status: 200,
    contentType: "application/json",
    body: '{"predictions": "Hello!"}',
  });
  expect(getState().endpointCalls).toMatchObject([
    {
      id: 1,
      method: "POST",
      route: "invocations",
      request: '{"inputs":{"prompt":"Hi"}}',
      outcome: { status: "answered", httpStatus: 200, response: '{"predictions": "Hello!"}', problem: null },
    },
  ]);
});

test("the log tells what went wrong in the model, which the answer does not", async () => {
  let isBroken = false;
  const { service, getState, id } = await runOption2(async () => {
    if (isBroken) throw new Error("The worker ran out of memory.");
    return promptOutput("Hello!");
  });
  await getState().runAll();
  getState().setEndpoint(id);
  isBroken = true;
  expect(await service.answer?.(PROMPT, signal)).toMatchObject({ status: 400 });
  expect(getState().endpointCalls[0]?.outcome).toMatchObject({ problem: "The worker ran out of memory." });
});

test("where the cell is gone, it is not there any more; switched off, nothing answers", async () => {
  const { service, getState, id } = await runOption2();
  await getState().runAll();
  getState().setEndpoint(id);
  getState().deleteCell(id);
  expect(await service.answer?.(PROMPT, signal)).toMatchObject({ status: 503 });
  getState().undo();
  expect(await service.answer?.(PROMPT, signal)).toMatchObject({ status: 200 });
  getState().setEndpoint(null);
  expect(service.answer).toBeNull();
});
