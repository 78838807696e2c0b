// node server.mjs MODEL.zip [PORT]: MLflow's scoring server for a model, without Python.
import { createServer, loadMlflowModel } from "phi3-mlflow";

const [source, port = "5000"] = process.argv.slice(2);
const model = await loadMlflowModel(source);
console.log(model.signature);

createServer(model, { onError: ({ message }) => console.error(message) }).listen(
  Number(port),
  "127.0.0.1",
  function () {
    console.log(`POST http://127.0.0.1:${this.address().port}/invocations`);
  },
);
