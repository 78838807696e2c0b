// Asks a model that lies beside the page, and shows its answer as it comes.
import { Model } from "phi3-mlflow";

const output = document.querySelector("output");

async function ask() {
  const model = await Model.load("./model/");
  const answer = await model.chat.completions.create({
    messages: [{ role: "user", content: "What is the capital of Spain?" }],
    stream: true,
  });
  for await (const { choices } of answer) output.textContent += choices[0]?.delta.content ?? "";
}

document.querySelector("button").addEventListener("click", () => {
  ask().catch((error) => (output.textContent = `${error.message} (${error.code})`));
});
