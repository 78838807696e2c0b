import { isDict, type PythonValue, pythonLiteral, pythonString } from "#wrapper/python-literal.ts";

/** `messages` is a variable, as in the write-up, so that a cell below can print the question. */
export function predictPython(text: string, params = ""): string {
  const more = params.trim() === "" ? "" : `, params=${paramsPython(params)}`;
  let input: PythonValue;
  try {
    input = JSON.parse(text) as PythonValue;
  } catch {
    // Fails in Jupyter, as in the page.
    return `import json\n\nresponse = loaded_model.predict(json.loads(${pythonString(text)})${more})\n`;
  }
  const { messages, ...rest } = isDict(input) ? input : {};
  if (messages === undefined) return `response = loaded_model.predict(${pythonLiteral(input)}${more})\n`;
  const others = Object.entries(rest).map(
    ([key, value]) => `, ${pythonString(key)}: ${pythonLiteral(value)}`,
  );
  return `messages = ${pythonLiteral(messages)}
response = loaded_model.predict({"messages": messages${others.join("")}}${more})
`;
}

function paramsPython(text: string): string {
  try {
    return pythonLiteral(JSON.parse(text) as PythonValue);
  } catch {
    return `__import__("json").loads(${pythonString(text)})`;
  }
}
