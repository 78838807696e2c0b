import type { Catalog } from "#base/message.ts";

export const kernel: Catalog = {
  "This cell was edited.": "Diese Zelle wurde bearbeitet.",

  "The code cell above logs no model that this page can build. Read its output, then run it again.":
    "Die Code-Zelle darüber loggt kein Modell, das diese Seite erzeugen kann. Lesen Sie ihre Ausgabe, und führen Sie sie noch einmal aus.",

  // Runtimes
  "Runs any ONNX decoder. It expands int4 weights to floats at each step, which is slow.":
    "Führt jeden ONNX-Decoder aus, rechnet int4-Gewichte aber bei jedem Schritt in Gleitkommazahlen um. Das ist langsam.",
  "int4 kernel": "int4-Kernel",
  "Runs int4 decoders from onnxruntime-genai's model builder, with the same integer arithmetic as native.":
    "Führt int4-Decoder vom Model Builder von onnxruntime-genai aus, mit derselben Ganzzahl-Arithmetik wie nativ.",

  // Running cells
  "Cell {0}": "Zelle {0}",
};
