import { useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { Model } from "phi3-mlflow";

function Chat({ source }) {
  const model = useRef(null);
  const stop = useRef(null);
  const [messages, setMessages] = useState([]);
  const [progress, setProgress] = useState("");
  const [isBusy, setIsBusy] = useState(false);

  async function send(event) {
    event.preventDefault();
    const content = new FormData(event.currentTarget).get("question");
    const asked = [...messages, { id: messages.length, role: "user", content }];
    stop.current = new AbortController();
    const { signal } = stop.current;
    setIsBusy(true);
    setMessages(asked);
    try {
      model.current ??= await Model.load(source, { signal, onProgress: ({ label }) => setProgress(label) });
      setProgress("");
      const request = { messages: asked, stream: true };
      let answer = "";
      for await (const { choices } of await model.current.chat.completions.create(request, { signal })) {
        answer += choices[0]?.delta.content ?? "";
        setMessages([...asked, { id: asked.length, role: "assistant", content: answer }]);
      }
    } catch (error) {
      setProgress(`${error.message} (${error.code})`);
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <main>
      <ol>
        {messages.map(({ id, role, content }) => (
          <li key={id}>
            {role}: {content}
          </li>
        ))}
      </ol>
      <output>{progress}</output>
      <form onSubmit={(event) => void send(event)}>
        <input name="question" aria-label="Question" defaultValue="What is the capital of Spain?" />
        <button disabled={isBusy}>Ask</button>
        <button type="button" disabled={!isBusy} onClick={() => stop.current?.abort()}>
          Stop
        </button>
      </form>
    </main>
  );
}

createRoot(document.querySelector("#root")).render(<Chat source={new URL("model/", document.baseURI)} />);
