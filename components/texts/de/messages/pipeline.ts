import type { Catalog } from "#base/message.ts";

export const pipeline: Catalog = {
  "model_config sets {0} to {1}, which a pipeline cannot do here: the answer would differ from MLflow's. The artifact holds it. Take it out of model_config to try the model here.":
    "model_config setzt {0} auf {1}, was eine Pipeline hier nicht kann: Die Antwort wäre anders als die von MLflow. Das Artefakt enthält es. Nehmen Sie es aus model_config heraus, um das Modell hier auszuprobieren.",
  "The prompt template should have {prompt} once, and no other field; it is “{0}”. Write braces that are text as {{ and }}.":
    "Die Prompt-Vorlage sollte {prompt} einmal enthalten, und kein anderes Feld; sie ist „{0}“. Klammern, die Text sind, schreiben Sie als {{ und }}.",
  "The prompt is empty. Write something for the model to go on from.":
    "Der Prompt ist leer. Schreiben Sie etwas, von dem das Modell ausgehen kann.",
  "The messages take {0} tokens, and model_config's max_length is {1} for messages and answer together. Shorten them, raise max_length, or set max_tokens in the input.":
    "Die Nachrichten brauchen {0} Tokens, und max_length in model_config ist {1}, für Nachrichten und Antwort zusammen. Kürzen Sie sie, erhöhen Sie max_length, oder setzen Sie max_tokens in der Eingabe.",
  "The messages take {0} tokens, and the model reads {1} at most, its answer included. Shorten the messages.":
    "Die Nachrichten brauchen {0} Tokens, und das Modell liest höchstens {1}, seine Antwort eingeschlossen. Kürzen Sie die Nachrichten.",
  "max_tokens is {0}; it must be 1 or more.": "max_tokens ist {0}; es muss mindestens 1 sein.",
  "The model's generation_config.json sets {0} to {1}, which a pipeline cannot do here: its answers would differ from transformers'. The artifact keeps the setting, and MLflow follows it. Take it out of the file to try the model here.":
    "generation_config.json des Modells setzt {0} auf {1}, was eine Pipeline hier nicht kann: Ihre Antworten wären andere als die von transformers. Das Artefakt behält die Einstellung, und MLflow befolgt sie. Um das Modell hier auszuprobieren, nehmen Sie sie aus der Datei heraus.",
  "temperature is {0}; this model samples (its generation_config.json does not set do_sample to false), and then it must be above 0.":
    "temperature ist {0}; dieses Modell zieht (seine generation_config.json setzt do_sample nicht auf false), und dann muss es über 0 liegen.",
  "top_p is {0}; it must be from 0 to 1.": "top_p ist {0}; es muss von 0 bis 1 sein.",
  "top_k is {0}; it must be 0 (off) or more.": "top_k ist {0}; es muss 0 (aus) oder mehr sein.",
  "\"{0}\" is part of MLflow's chat signature, but the transformers pipeline does not know it, and MLflow's predict fails with it too. Leave it out.":
    "„{0}“ steht in MLflows Chat-Signatur, aber die Pipeline von transformers kennt es nicht, und auch MLflows predict scheitert daran. Lassen Sie es weg.",
};
