// Cells of an Observable notebook as an ES module: each depends on the ones before it. The library comes from another host.
export const library = (url) => import(url);

export const model = async ({ Model }, source) => Model.load(source);

export const tokens = async ({ Tokenizer }, loaded, text) => [...(await new Tokenizer(loaded).encode(text))];

export async function* answer(loaded, content) {
  let text = "";
  const request = { messages: [{ role: "user", content }], stream: true };
  for await (const { choices } of await loaded.chat.completions.create(request)) {
    text += choices[0]?.delta.content ?? "";
    yield text;
  }
}
