/** Texts of sharing and publishing, in every language. They are loaded with their dialogs: the texts of the shell have no room for them. */
import { currentLanguage } from "#components/language.ts";
import type { LanguageId } from "#components/texts/languages.ts";
import { useTexts } from "#components/texts/use-texts.ts";

const en = {
  title: "Share",
  linkTitle: "This notebook as a link",
  demoTitle: "A demo of the model",
  demoText: (name: string) =>
    `A chat box with ${name} for a blog, a model card or a docs page. It runs in the reader's browser and stores nothing.`,
  download: (size: string, host: string) =>
    `Readers download ${size} from ${host}, after they agree. Nothing is requested before.`,
  localhost:
    "This page runs on your computer only, so nobody else can open these addresses. Open the notebook on a public host, or publish it.",
  prompt: "First message",
  promptHint: "Stands in the chat box. Readers can change it.",
  frame: "Frame (iframe)",
  frameHint: "Works on any page.",
  element: "Element",
  elementHint: "Without a frame: takes the page's width and colours.",
  elementClosed:
    "This host does not let other sites load its scripts, so only the frame works from here. A published site has the element's files.",
  open: "The demo by itself",
  noModel: "This notebook has no model cell, so there is no model to show.",
  noDemo: (name: string) =>
    `${name} cannot run in a demo: a demo needs option 2's files, with one genai_config.json.`,
  noAddress: (name: string) =>
    `${name} was opened from this computer, so it has no address that others can load. Publish the notebook with it, or save it as a file and put that on a server.`,
  filesTitle: "As files",
  save: "Save with its model…",
  publish: "Publish as a web site…",
  publishTitle: "Publish as a web site",
  publishText:
    "Creates a zip with a complete web site: this notebook to read, a demo of its model, and the notebook as a file. Unpack it on any web server or static host, under any path.",
  where: "The model",
  inZip: (size: string) => `In the zip (${size})`,
  elsewhere: (host: string) => `From ${host}`,
  localElsewhere: (host: string) => `Only this computer can reach ${host}.`,
  size: (size: string) => `The zip has about ${size}.`,
  sizeParts: (size: string, model: string) => `The zip has about ${size}; ${model} of it is the model.`,
  reader: (size: string) => `Readers download ${size} when they start the demo.`,
  withoutDemo: "The site then shows the notebook without a demo.",
  publicNote: "Everyone who can open the site can download the notebook and the model.",
  make: "Create zip",
  making: "Collecting the files",
  cancel: "Cancel",
  saved: (fileName: string) => `Downloading ${fileName}.`,
  try: "Try the model",
  notebook: "Download this notebook (.ipynb, runs in Jupyter)",
  you: "You",
  model: "Model",
  output: (place: number, cell: number) => `Output ${place} of cell ${cell}`,
  readme: (title: string) => `${title}

This folder is a complete web site. Put all of it on any web server or static host, under any path, and open index.html there.
(Opened from the disk, browsers do not let the demo start.)

To try it on your computer: python3 -m http.server
then open http://localhost:8000/

The demo runs on one thread. For more, send these headers with every file:
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Embedder-Policy: require-corp

index.html          the notebook to read, and the demo
notebook.ipynb      the notebook, for Jupyter and for the page that made it
embed.html          the demo alone, for frames in other pages: embed.html?bundle=ADDRESS
demo/, assets/      the demo's code
bundle.json, model/ the model and the list of its files, if the model is here
`,
};

type ShareTexts = typeof en;

const de: ShareTexts = {
  title: "Teilen",
  linkTitle: "Dieses Notebook als Link",
  demoTitle: "Eine Demo des Modells",
  demoText: (name) =>
    `Ein Chatfeld mit ${name} für ein Blog, eine Model Card oder eine Dokumentation. Es läuft im Browser der Leser und speichert nichts.`,
  download: (size, host) =>
    `Leser laden ${size} von ${host} herunter, nachdem sie zugestimmt haben. Vorher wird nichts angefragt.`,
  localhost:
    "Diese Seite läuft nur auf Ihrem Computer; niemand sonst kann diese Adressen öffnen. Öffnen Sie das Notebook auf einem öffentlichen Host, oder veröffentlichen Sie es.",
  prompt: "Erste Nachricht",
  promptHint: "Steht im Chatfeld. Leser können sie ändern.",
  frame: "Rahmen (iframe)",
  frameHint: "Geht auf jeder Seite.",
  element: "Element",
  elementHint: "Ohne Rahmen: übernimmt Breite und Farben der Seite.",
  elementClosed:
    "Dieser Host lässt andere Sites seine Skripte nicht laden; darum geht von hier nur der Rahmen. Eine veröffentlichte Site hat die Dateien des Elements.",
  open: "Die Demo für sich",
  noModel: "Dieses Notebook hat keine Modellzelle, also kein Modell zum Zeigen.",
  noDemo: (name) =>
    `${name} läuft nicht in einer Demo: Sie braucht die Dateien von Option 2 mit einer genai_config.json.`,
  noAddress: (name) =>
    `${name} wurde von diesem Computer geöffnet und hat keine Adresse, von der andere es laden können. Veröffentlichen Sie das Notebook mit dem Modell, oder speichern Sie es als Datei und legen Sie diese auf einen Server.`,
  filesTitle: "Als Dateien",
  save: "Mit Modell speichern…",
  publish: "Als Website veröffentlichen…",
  publishTitle: "Als Website veröffentlichen",
  publishText:
    "Erstellt eine Zip mit einer vollständigen Website: dieses Notebook zum Lesen, eine Demo seines Modells und das Notebook als Datei. Entpacken Sie es auf einem beliebigen Webserver oder statischen Host, unter beliebigem Pfad.",
  where: "Das Modell",
  inZip: (size) => `In der Zip (${size})`,
  elsewhere: (host) => `Von ${host}`,
  localElsewhere: (host) => `Nur dieser Computer erreicht ${host}.`,
  size: (size) => `Die Zip hat etwa ${size}.`,
  sizeParts: (size, model) => `Die Zip hat etwa ${size}; davon sind ${model} das Modell.`,
  reader: (size) => `Leser laden ${size} herunter, wenn sie die Demo starten.`,
  withoutDemo: "Die Site zeigt dann das Notebook ohne Demo.",
  publicNote: "Wer die Site öffnen kann, kann auch das Notebook und das Modell herunterladen.",
  make: "Zip erstellen",
  making: "Die Dateien werden gesammelt",
  cancel: "Abbrechen",
  saved: (fileName) => `${fileName} wird heruntergeladen.`,
  try: "Das Modell ausprobieren",
  notebook: "Dieses Notebook herunterladen (.ipynb, läuft in Jupyter)",
  you: "Sie",
  model: "Modell",
  output: (place, cell) => `Ausgabe ${place} von Zelle ${cell}`,
  readme: (title) => `${title}

Dieser Ordner ist eine vollständige Website. Legen Sie ihn ganz auf einen beliebigen Webserver oder statischen Host, unter
beliebigem Pfad, und öffnen Sie dort index.html. (Von der Festplatte aus lassen Browser die Demo nicht starten.)

Zum Ausprobieren auf Ihrem Computer: python3 -m http.server
dann http://localhost:8000/ öffnen

Die Demo läuft auf einem Thread. Für mehr senden Sie mit jeder Datei diese Header:
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Embedder-Policy: require-corp

index.html          das Notebook zum Lesen und die Demo
notebook.ipynb      das Notebook, für Jupyter und für die Seite, die es gemacht hat
embed.html          die Demo allein, für Rahmen in anderen Seiten: embed.html?bundle=ADRESSE
demo/, assets/      der Code der Demo
bundle.json, model/ das Modell und die Liste seiner Dateien, wenn das Modell hier liegt
`,
};

const TEXTS: Readonly<Record<LanguageId, ShareTexts>> = { en, de };

export function useShareTexts(): ShareTexts {
  // Draws again when the language changes.
  useTexts();
  return TEXTS[currentLanguage()];
}
