import type { Catalog } from "#base/message.ts";

export const components: Catalog = {
  "Weights, in the safetensors format": "Gewichte, im Format safetensors",
  "A model graph, in the ONNX format": "Der Graph eines Modells, im Format ONNX",
  "Weights of an ONNX graph": "Gewichte eines ONNX-Graphen",
  "A Python pickle; this page takes it apart and never loads it":
    "Ein Python-Pickle; diese Seite untersucht es nur und lädt es nie",
  "A SentencePiece tokenizer": "Ein Tokenizer von SentencePiece",
  "{0} could not be written to the end. Is there room on the disk, and may the page write there?":
    "{0} ließ sich nicht zu Ende schreiben. Ist Platz auf der Festplatte, und darf die Seite dort schreiben?",
  "The question should be a JSON object, such as the one that stood here.":
    "Die Frage müsste ein JSON-Objekt sein, wie das ursprüngliche in diesem Feld.",
};
