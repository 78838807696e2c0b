import type { Catalog } from "#base/message.ts";

/** `src/genai` and `src/tokenizer`, where the words are not native's. */
export const genai: Catalog = {
  // genai_config.json
  "Models of type {0} do not run here; expected a text model with a plain decoder, such as Phi-3 (phi3).":
    "Modelle vom Typ {0} laufen hier nicht; erwartet wird ein Textmodell mit einem einfachen Decoder, wie Phi-3 (phi3).",
  "genai_config.json has model.decoder.sliding_window with {0} on (as it is where the file does not set it). That is for NPUs: onnxruntime-genai fails with it on a CPU. Set {1} to false, or use an export for the CPU.":
    "In genai_config.json ist bei model.decoder.sliding_window {0} eingeschaltet (wie es ist, wo die Datei es nicht setzt). Das ist für NPUs: onnxruntime-genai scheitert damit auf einer CPU. Setzen Sie {1} auf false, oder nehmen Sie einen Export für die CPU.",
  "Prompt and answer have {0} tokens, and onnxruntime-genai's KV cache for this model holds {1}, because genai_config.json has a sliding window of {2} (model.decoder.sliding_window). The saved model stops here too. Set max_length to {3} or less, or take sliding_window out of genai_config.json.":
    "Prompt und Antwort haben {0} Tokens, und der KV-Cache von onnxruntime-genai fasst bei diesem Modell {1}, weil genai_config.json ein gleitendes Fenster von {2} hat (model.decoder.sliding_window). Auch das gespeicherte Modell hält hier an. Setzen Sie max_length auf höchstens {3}, oder nehmen Sie sliding_window aus genai_config.json heraus.",
  "The file begins with a byte order mark, which onnxruntime-genai does not take. Save it as UTF-8 without one.":
    "Die Datei beginnt mit einer Byte-Reihenfolge-Marke (BOM), die onnxruntime-genai nicht annimmt. Speichern Sie sie als UTF-8 ohne BOM.",

  // Prompts and options
  "batch_size is {0}, but the wrapper hands over one prompt at a time. Set it to 1.":
    "batch_size ist {0}, aber der Wrapper übergibt immer nur einen Prompt. Setzen Sie es auf 1.",
  "The prompt is empty. Write at least one character.":
    "Der Prompt ist leer. Schreiben Sie mindestens ein Zeichen.",
  "The prompt has {0} tokens, but max_length is {1}, which counts the prompt and the answer together. {2}":
    "Der Prompt hat {0} Tokens, aber max_length ist {1}, und das zählt Prompt und Antwort zusammen. {2}",
  "Shorten the prompt, or raise max_length (up to {0}, the model's context).":
    "Kürzen Sie den Prompt, oder erhöhen Sie max_length (bis {0}, dem Kontext des Modells).",
  "That is the model's whole context: shorten the prompt.":
    "Das ist der ganze Kontext des Modells: Kürzen Sie den Prompt.",
  "A beam search takes one prompt. Start a new generator, or set num_beams to 1.":
    "Eine Beam-Suche nimmt einen einzigen Prompt. Beginnen Sie einen neuen Generator, oder setzen Sie num_beams auf 1.",
  "Too many of the likeliest tokens end the text at the first step for it to go on in {0} beams, and native reads uninitialized memory then. Set min_length above the prompt's length, or lower num_beams.":
    "Zu viele der wahrscheinlichsten Tokens beenden den Text beim ersten Schritt, als dass er in {0} Beams weitergehen könnte, und das native onnxruntime-genai liest dann uninitialisierten Speicher. Setzen Sie min_length über die Länge des Prompts, oder num_beams herab.",
  "Expected as many tokens for each of the {0} prompts of the batch (pad the shorter ones); found {1} in all.":
    "Erwartet werden gleich viele Tokens für jeden der {0} Prompts des Batches (füllen Sie die kürzeren auf); gefunden wurden insgesamt {1}.",
  "Expected the index of a sequence, below {0}; found {1}.":
    "Erwartet wird der Index einer Sequenz, unter {0}; gefunden wurde {1}.",
  "Expected a whole number of tokens to rewind to, found {0}.":
    "Erwartet wird eine ganze Zahl von Tokens, auf die zurückgespult wird; gefunden wurde {0}.",

  // Memory: what takes it stands in the dative
  "The model's weights take {0} on {1}, and WebAssembly has {2} in all. Nothing was loaded. Choose a smaller model, or one of fewer bits.":
    "Die Gewichte des Modells brauchen auf {1} {0}, und WebAssembly hat insgesamt {2}. Geladen wurde nichts. Wählen Sie ein kleineres Modell oder eines mit weniger Bits.",
  "A context of {0} tokens takes {1} on {2}, beside weights of {3}; WebAssembly has {4} in all. Nothing was loaded. A context of up to {5} tokens fits: set max_length to {6} or less.":
    "Ein Kontext von {0} Tokens braucht auf {2} {1}, neben Gewichten von {3}; WebAssembly hat insgesamt {4}. Geladen wurde nichts. Ein Kontext von bis zu {5} Tokens passt: Setzen Sie max_length auf {6} oder weniger.",
  "the int4 kernel": "dem int4-Kernel",
  "The KV cache is disposed of.": "Der KV-Cache ist schon freigegeben.",
  "The KV cache holds {0} tokens and was asked for {1}.":
    "Der KV-Cache fasst {0} Tokens und wurde um {1} gebeten.",
  "{0} tokens after {1}": "{0} Tokens nach {1}",
  "a length of {0}": "eine Länge von {0}",

  // Tokenizer
  "The tokenizer has no chat template: none of tokenizer_config.json, chat_template.jinja and chat_template.json gives one.":
    "Der Tokenizer hat keine Chat-Vorlage: Weder tokenizer_config.json noch chat_template.jinja noch chat_template.json enthält eine.",
  "The chat template cannot render these messages: {0}":
    "Die Chat-Vorlage kann diese Nachrichten nicht schreiben: {0}",
  "it takes more than {0} steps, so that it may never end.":
    "sie braucht mehr als {0} Schritte, endet also vielleicht nie.",
  "what it puts together is larger than {0} MB.": "was sie zusammensetzt, ist größer als {0} MB.",
  "its parts are nested more than {0} levels deep.":
    "ihre Teile sind mehr als {0} Ebenen tief verschachtelt.",
  "{0} is not valid JSON: {1}": "{0} ist kein gültiges JSON: {1}",
  "{0} is not valid JSON: it has a number that is too large.":
    "{0} ist kein gültiges JSON: Es enthält eine zu große Zahl.",
  "{0} is not valid JSON: half of a surrogate pair stands in a string.":
    "{0} ist kein gültiges JSON: In einem Text steht ein halbes Surrogatpaar.",
  "{0} must hold a JSON object.": "{0} muss ein JSON-Objekt enthalten.",
  "In {0}, {1} must be {2}; found {3}. Take the file from the model's repository again, or correct it.":
    "In {0} muss {1} {2} sein; gefunden wurde {3}. Nehmen Sie die Datei noch einmal aus dem Repository des Modells, oder berichtigen Sie sie.",
  "a string": "eine Zeichenkette",
  "under the id of a token": "unter der ID eines Tokens",
  "tokenizer_config.json names a tiktoken file; only tokenizer.json is read here.":
    "tokenizer_config.json nennt eine tiktoken-Datei; hier wird nur tokenizer.json gelesen.",
  "Tokenizers of the class {0} do not run here.": "Tokenizer der Klasse {0} laufen hier nicht.",
  "tokenizer.json holds a model of type {0}; only byte-pair encodings (BPE) run here, as those of the Phi family.":
    "tokenizer.json enthält ein Modell vom Typ {0}; hier laufen nur Byte-Pair-Kodierungen (BPE), wie sie die Phi-Familie hat.",
  "tokenizer.json splits text by a regular expression of which this part is not known: {0}":
    "tokenizer.json teilt Text mit einem regulären Ausdruck, von dem dieser Teil nicht bekannt ist: {0}",
  "tokenizer.json must hold model.vocab and model.merges of a byte-pair encoding; found a model of type {0}.":
    "tokenizer.json muss model.vocab und model.merges einer Byte-Pair-Kodierung enthalten; gefunden wurde ein Modell vom Typ {0}.",
  "model.vocab of tokenizer.json must give each token a whole number from 0 to {0}.":
    "model.vocab von tokenizer.json muss jedem Token eine ganze Zahl von 0 bis {0} geben.",
  "tokenizer_config.json names the tokenizer class {0}, which onnxruntime-genai does not know. Choose a model whose tokenizer is a byte-pair encoding, as those of the Phi family.":
    "tokenizer_config.json nennt die Tokenizer-Klasse {0}, die onnxruntime-genai nicht kennt. Wählen Sie ein Modell, dessen Tokenizer eine Byte-Pair-Kodierung ist, wie die der Phi-Familie.",
  "genai_config.json loads operators from {0} (custom_ops_library). That is native code, which a web page cannot run. Use an export without custom_ops_library.":
    "genai_config.json lädt Operatoren aus {0} (custom_ops_library). Das ist Maschinencode, den eine Webseite nicht ausführen kann. Verwenden Sie einen Export ohne custom_ops_library.",
};
