import type { Catalog } from "#base/message.ts";

/** `src/int4` and `workers/inference`. */
export const inference: Catalog = {
  // Progress
  "Reading {0}": "{0} wird gelesen",
  "Checking {0}": "{0} wird geprüft",
  "Reading the weights": "Die Gewichte werden gelesen",
  "Loading the weights into ONNX Runtime": "Die Gewichte werden in ONNX Runtime geladen",
  "Starting the text-generation pipeline": "Die Pipeline text-generation wird gestartet",
  Generating: "Die Antwort wird erzeugt",

  // Which runtime, and why
  "It was asked for.": "Sie wurde verlangt.",
  "It knows this model's operations, and is faster than onnxruntime-web.":
    "Sie kennt die Operationen dieses Modells und ist schneller als onnxruntime-web.",
  "No other runtime knows this model's operations.":
    "Keine andere Laufzeit kennt die Operationen dieses Modells.",
  "Choose the runtime automatic or onnxruntime-web.":
    "Wählen Sie als Laufzeit „automatisch“ oder onnxruntime-web.",
  "The server does not send the Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy headers that threads need.":
    "Der Server sendet die Header Cross-Origin-Opener-Policy und Cross-Origin-Embedder-Policy nicht, die Threads brauchen.",
  "There is no SharedArrayBuffer, which threads need.":
    "Es gibt keinen SharedArrayBuffer, den Threads brauchen.",
  "A worker with threads stopped answering while it loaded this model, so it was loaded again with one thread.":
    "Ein Worker mit Threads antwortete nicht mehr, während er dieses Modell lud. Darum wurde es mit einem Thread noch einmal geladen.",
  "Only one processor core is offered here.": "Hier wird nur ein Prozessorkern angeboten.",

  // What the int4 kernel does not know
  "The int4 kernel does not know {0}.": "Der int4-Kernel kennt dies nicht: {0}.",
  "a layer without attention": "eine Schicht ohne Attention",
  "a model without layers": "ein Modell ohne Schichten",
  "a {0} for a linear layer": "{0} als lineare Schicht",
  "weights of {0} bits": "Gewichte von {0} Bits",
  "weights in blocks of {0}; it takes blocks of {1}": "Gewichte in Blöcken von {0}; er nimmt Blöcke von {1}",
  "accuracy level {0}; it computes as level {1} does":
    "die Genauigkeitsstufe (accuracy level) {0}; er rechnet wie Stufe {1}",
  "matrices of one input in blocks of different sizes":
    "Matrizen einer Eingabe in Blöcken verschiedener Größe",
  "a weight matrix of {0} × {1}": "eine Gewichtsmatrix von {0} × {1}",
  "weights in another order (g_idx)": "Gewichte in anderer Reihenfolge (g_idx)",
  "normalisations that differ in epsilon": "Normalisierungen mit verschiedenem Epsilon",
  "a residual stream that takes another way": "einen Residualstrom, der einen anderen Weg nimmt",
  "a {0} for a normalisation": "{0} als Normalisierung",
  "another activation than SiLU": "eine andere Aktivierung als SiLU",
  "gate and up with different inputs": "gate und up mit verschiedenen Eingaben",
  "attention with further inputs": "Attention mit weiteren Eingaben",
  "attention with {0} {1}": "Attention mit {0} {1}",
  "heads of {0}": "Köpfe der Größe {0}",
  "queries, keys and values with different inputs": "Queries, Keys und Values mit verschiedenen Eingaben",
  "tables of the rotary embedding that are computed": "berechnete Tabellen des Rotary Embedding",
  "a length of the rotary embedding that is computed": "eine berechnete Länge des Rotary Embedding",
  "an embedding of something else than input_ids": "ein Embedding von etwas anderem als input_ids",
  "an embedding of {0}": "ein Embedding aus {0}",
  "computed values": "berechneten Werten",
  "a quantised embedding of its own": "ein eigenes quantisiertes Embedding",
  "a {0} for an embedding": "{0} als Embedding",
  "a {0} of the attention mask": "{0} auf der Attention-Maske",
  'a graph in which nothing computes "{0}"': "einen Graphen, in dem nichts „{0}“ berechnet",
  'a graph that computes "{0}"': "einen Graphen, der „{0}“ berechnet",
  "a {0} where {1} is usual": "{0}, wo {1} üblich ist",
  "{0} further operations, such as {1}": "{0} weitere Operationen, etwa {1}",
  'weights "{0}" of type {1} and shape {2}': "Gewichte „{0}“ vom Typ {1} und der Form {2}",
  "a linear layer with two biases": "eine lineare Schicht mit zwei Biases",
  "layers whose attention differs": "Schichten, deren Attention sich unterscheidet",

  // Files
  "The model has no file {0}. Add it to the folder and open it again.":
    "Das Modell hat keine Datei {0}. Legen Sie sie in den Ordner, und öffnen Sie ihn neu.",
  "{0} keeps weights in {1}, which the model does not have. Add it to the folder, under the same name, and open it again.":
    "{0} hat Gewichte in {1}, und diese Datei hat das Modell nicht. Legen Sie sie unter demselben Namen in den Ordner, und öffnen Sie ihn neu.",
  "{0} keeps weights in {1}, which the model does not have. Add them to the folder, under the same name, and open it again.":
    "{0} hat Gewichte in {1}, und diese Dateien hat das Modell nicht. Legen Sie sie unter denselben Namen in den Ordner, und öffnen Sie ihn neu.",
  "{0} and {1}": "{0} und {1}",
  "Weights that {0} needs were cut short: {1}. Copy or download that file again.":
    "Gewichte, die {0} braucht, sind abgeschnitten: {1}. Kopieren oder laden Sie diese Datei noch einmal.",
  "Weights that {0} needs were cut short: {1}. Copy or download those files again.":
    "Gewichte, die {0} braucht, sind abgeschnitten: {1}. Kopieren oder laden Sie diese Dateien noch einmal.",
  "{0} holds {1} bytes of {2}": "{0} hat {1} von {2} Bytes",
  "The file ends at {0}, before {1}.": "Die Datei endet bei {0}, vor {1}.",
  "{0} could not be read in parts: the server answered {1}, and 206 was expected. Download the model and open its folder.":
    "{0} war nicht in Teilen zu lesen: Der Server antwortete mit {1}, erwartet wurde 206. Laden Sie das Modell herunter, und öffnen Sie seinen Ordner.",
  "{0} is not valid JSON. Replace it with the original model's.":
    "{0} ist kein gültiges JSON. Ersetzen Sie die Datei durch die des ursprünglichen Modells.",
  "HTTP status {0}": "HTTP-Status {0}",

  // Option 1
  "There are no messages. Add at least one, with a role and content.":
    "Es gibt keine Nachrichten. Fügen Sie mindestens eine mit role und content hinzu.",
  "The tokenizer has no chat template: neither tokenizer_config.json nor chat_template.jinja gives one.":
    "Der Tokenizer hat keine Chat-Vorlage: Weder tokenizer_config.json noch chat_template.jinja enthält eine.",
  'The chat template in tokenizer_config.json has to be text, or a list with a template called "default".':
    "Die Chat-Vorlage in tokenizer_config.json muss Text sein oder eine Liste mit einer Vorlage namens „default“.",
  "This model's logits are neither float32 nor float16: its probabilities cannot be told.":
    "Die Logits dieses Modells sind weder float32 noch float16: Seine Wahrscheinlichkeiten lassen sich nicht angeben.",

  // The int4 kernel
  "int4 kernel (WebAssembly, CPU)": "int4-Kernel (WebAssembly, CPU)",
  "The int4 kernel needs WebAssembly SIMD, which is missing here. Choose onnxruntime-web, or use a browser or Node of the last three years.":
    "Der int4-Kernel braucht SIMD in WebAssembly, das hier fehlt. Wählen Sie onnxruntime-web, oder nehmen Sie einen Browser oder ein Node der letzten drei Jahre.",
  "{0} could not be read. Install the package again.":
    "{0} konnte nicht gelesen werden. Installieren Sie das Paket noch einmal.",
  "{0} could not be read. If the site was updated, reload the page without its cache. Otherwise the site must serve all files of the engine, to pages of other hosts too.":
    "{0} konnte nicht gelesen werden. Wenn die Website aktualisiert wurde, laden Sie die Seite ohne Cache neu. Sonst muss die Website alle Dateien der Engine ausliefern, auch an Seiten anderer Hosts.",
  "The int4 kernel could not be read from the page's server. Check the connection and run the cell again.":
    "Der int4-Kernel war vom Server der Seite nicht zu lesen. Prüfen Sie die Verbindung, und führen Sie die Zelle noch einmal aus.",
  "A thread of the int4 kernel did not start. Load the model again.":
    "Ein Thread des int4-Kernels ist nicht gestartet. Laden Sie das Modell noch einmal.",
  "There are no 4096 MB of addresses for WebAssembly. Close other tabs or programs, or use a 64-bit system.":
    "Es gibt keine 4096 MB an Adressen für WebAssembly. Schließen Sie andere Tabs oder Programme, oder nehmen Sie ein 64-Bit-System.",
  "beyond 32-bit addresses": "jenseits der 32-Bit-Adressen",
  "A context of {0} tokens does not fit into WebAssembly's 4 GB beside the weights; {1} tokens do. Set max_length to {2} or less.":
    "Ein Kontext von {0} Tokens passt nicht neben die Gewichte in die 4 GB von WebAssembly; {1} Tokens passen. Setzen Sie max_length auf {2} oder weniger.",
  "The model knows {0} positions and was asked for {1}. Shorten the prompt or max_length.":
    "Das Modell hat {0} Positionen, verlangt wurden {1}. Kürzen Sie den Prompt, oder verkleinern Sie max_length.",
  "Token {0} is not in the model's vocabulary of {1}: the tokenizer belongs to another model.":
    "Das Token {0} ist nicht im Vokabular des Modells, das {1} hat: Der Tokenizer gehört zu einem anderen Modell.",

  // ONNX Runtime
  "ONNX Runtime's WebAssembly could not be started. Load the model again; if it fails again, WebAssembly SIMD may be missing, which any browser and Node of the last three years has.":
    "Das WebAssembly von ONNX Runtime ließ sich nicht starten. Laden Sie das Modell noch einmal; schlägt das wieder fehl, fehlt vielleicht SIMD in WebAssembly, das jeder Browser und jedes Node der letzten drei Jahre hat.",
  "ONNX Runtime could not {0}: {1}": "ONNX Runtime ist es nicht gelungen, {0}: {1}",
  "There was not enough memory to {0}. Close other tabs, or use a smaller model.":
    "Der Speicher reichte nicht, um {0}. Schließen Sie andere Tabs, oder nehmen Sie ein kleineres Modell.",
  "start the model": "das Modell zu starten",
  "load the model": "das Modell zu laden",
  "run the model": "das Modell auszuführen",
  "set options for the model": "Optionen für das Modell zu setzen",
  "make a tensor for the model": "einen Tensor für das Modell zu machen",
  "read the inputs of the model": "die Eingaben des Modells zu lesen",
  "read a result of the model": "ein Ergebnis des Modells zu lesen",
  "no reason was given": "Ein Grund wurde nicht genannt.",
  "The file is damaged, or made for another version of ONNX Runtime: copy or download it again.":
    "Die Datei ist beschädigt oder für eine andere Version von ONNX Runtime gemacht: Kopieren oder laden Sie sie noch einmal.",
  "The model gives a tensor of a type that cannot be read.":
    "Das Modell gibt einen Tensor eines Typs, der nicht gelesen werden kann.",
  "The input {0} is of type {1}, which cannot be run.":
    "Die Eingabe {0} ist vom Typ {1}, der sich nicht ausführen lässt.",
  "The model gave logits of type {0} and shape {1}; expected float32, 1 × tokens × {2}. Its genai_config.json belongs to another model.":
    "Das Modell gab Logits vom Typ {0} und der Form {1}; erwartet wird float32, 1 × Tokens × {2}. Seine genai_config.json gehört zu einem anderen Modell.",
  "The model keeps its KV cache as {0}; the CPU backend needs float32. Use an export for CPU, such as cpu-int4-rtn-block-32.":
    "Das Modell hält seinen KV-Cache als {0}; das CPU-Backend braucht float32. Nehmen Sie einen Export für die CPU, etwa cpu-int4-rtn-block-32.",
  "another type": "einen anderen Typ",
  "The ONNX file has heads of {0}, and genai_config.json tells a head_size of {1}: they belong to different models.":
    "Die ONNX-Datei hat Köpfe der Größe {0}, und genai_config.json nennt head_size {1}: Sie gehören zu verschiedenen Modellen.",
  "The ONNX file knows {0} tokens, and genai_config.json tells a vocab_size of {1}: they belong to different models.":
    "Die ONNX-Datei kennt {0} Tokens, und genai_config.json nennt vocab_size {1}: Sie gehören zu verschiedenen Modellen.",
  'The ONNX file has no input "{0}", which genai_config.json names; it has {1}. Use the ONNX file and the genai_config.json of one model.':
    "Die ONNX-Datei hat keine Eingabe „{0}“, die genai_config.json nennt; sie hat {1}. Nehmen Sie die ONNX-Datei und die genai_config.json eines Modells.",
  'The ONNX file has an input "{0}", which a plain decoder does not have: onnxruntime-genai would fail with "Missing Input: {1}". Use the export of a text model, with the genai_config.json that was made with it.':
    "Die ONNX-Datei hat eine Eingabe „{0}“, die ein einfacher Decoder nicht hat: onnxruntime-genai würde mit „Missing Input: {1}“ scheitern. Nehmen Sie den Export eines Textmodells, mit der genai_config.json, die mit ihm gemacht wurde.",
  'The ONNX file has no output "{0}", which genai_config.json names; it has {1}. Use the ONNX file and the genai_config.json of one model.':
    "Die ONNX-Datei hat keine Ausgabe „{0}“, die genai_config.json nennt; sie hat {1}. Nehmen Sie die ONNX-Datei und die genai_config.json eines Modells.",

  // What there is no room for stands in the accusative
  "There is no room for {0} ({1} bytes) beside what is loaded; WebAssembly has 4 GB at most. Ask for a shorter answer, close other tabs, or use a smaller model.":
    "Für {0} ({1} Bytes) ist neben dem Geladenen kein Platz; WebAssembly hat höchstens 4 GB. Verlangen Sie eine kürzere Antwort, schließen Sie andere Tabs, oder nehmen Sie ein kleineres Modell.",
  "There is no room for {0}: it takes {1} MB, after {2} MB in use; WebAssembly has 4096 MB at most, and the computer may give less. Choose a smaller max_length or a smaller model, or close other tabs or programs.":
    "Für {0} ist kein Platz: Nötig sind {1} MB, und {2} MB sind schon belegt; WebAssembly hat höchstens 4096 MB, und der Computer gibt vielleicht weniger. Wählen Sie ein kleineres max_length oder ein kleineres Modell, oder schließen Sie andere Tabs oder Programme.",
  "the ONNX file": "die ONNX-Datei",
  "the weights": "die Gewichte",
  "the weights' zero points": "die Nullpunkte der Gewichte",
  "a trial of the processor": "eine Probe des Prozessors",
  loading: "das Laden",
  "the KV cache": "den KV-Cache",
  "the KV cache of {0} tokens": "den KV-Cache von {0} Tokens",
  "a KV cache of {0} tokens": "einen KV-Cache von {0} Tokens",
  "the prompt": "den Prompt",
  "the attention mask": "die Attention-Maske",
  "the positions": "die Positionen",
  "the logits": "die Logits",
  "the activations": "die Aktivierungen",
  "what lies between layers": "das, was zwischen den Schichten liegt,",
  "a matrix": "eine Matrix",
  "the program": "das Programm",
  "the run": "den Lauf",
  "a run": "einen Lauf",
  "the name of a value": "den Namen eines Werts",
  "the input {0}": "die Eingabe {0}",
  "the threads": "die Threads",
  "the threads' scratch": "die Zwischenwerte der Threads",
  "The page has loaded another model in this one's place. Run the cell that makes the model again.":
    "Die Seite hat statt dieses Modells ein anderes geladen. Führen Sie die Zelle, die das Modell anlegt, noch einmal aus.",
};
