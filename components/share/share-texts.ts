/** Texts of sharing and publishing, in every language. They are loaded with their dialogs: the texts of the shell have no room for them. */
import { own } from "#base/own.ts";
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
  promptHint: "Shown in the chat box. Readers can change it.",
  frame: "Frame (iframe)",
  frameHint: "Works on any page.",
  element: "Element",
  elementHint: "Without a frame. Takes the page's width; CSS variables set its colours.",
  elementClosed:
    "This host does not let other sites load its scripts, so only the frame works from here. A published site has the element's files.",
  open: "Open the demo by itself",
  noModel: "This notebook has no model cell, so there is no model for a demo.",
  noDemo: (name: string) =>
    `${name} cannot run in a demo: a demo needs option 2's files, with one genai_config.json.`,
  noAddress: (name: string) =>
    `${name} has no address that others can load: it comes from this computer or a local server. Publish the notebook with it, or save it as a file and put that on a server.`,
  appTitle: "In your own app",
  appText:
    "The JavaScript package phi3-mlflow runs the model without this page: in your web page, in Node, or as a server that answers OpenAI's clients.",
  appGuide: "How to use the package",
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
  size: (size: string) => `The zip is about ${size}.`,
  sizeParts: (size: string, model: string) => `The zip is about ${size}, of which the model is ${model}.`,
  reader: (size: string) => `Readers download ${size} when they start the demo.`,
  withoutDemo: "The site then shows the notebook without a demo.",
  publicNote: "Everyone who can open the site can download the notebook and the model.",
  publicNotebook: "Everyone who can open the site can download the notebook.",
  make: "Create zip",
  making: "Collecting the files",
  cancel: "Cancel",
  saved: (fileName: string) => `Downloading ${fileName}.`,
  try: "Try the model",
  starting:
    "The demo is starting. If nothing appears: it needs JavaScript and a web server. Browsers do not start it from a file on your disk.",
  notebook: "Download this notebook (.ipynb, runs in Jupyter)",
  roles: (role: string) => own<string>({ user: "You", assistant: "Model", system: "System" }, role) ?? role,
  model: "Model",
  promptText: "Prompt",
  request: "Request",
  missing: { title: "Page not found", text: "There is no page at this address." },
  output: (place: number, cell: number) => `Output ${place} of cell ${cell}`,
  readme: (title: string, hasDemo: boolean) => `# ${title}

This folder is a complete web site. Put all of it on any static host, under any path, and open its index.html.${
    hasDemo ? " Opened from the\ndisk, browsers do not let the demo start." : ""
  } To try it on your computer, run \`python3 -m http.server\` here and open
http://localhost:8000/.

- **GitHub Pages**: push the folder to a repository and switch Pages on. No file may be larger than 100 MB.
- **Netlify, Cloudflare Pages**: upload the folder. They read its \`_headers\`. On Cloudflare, no file may be larger than 25 MB.
- **Hugging Face Spaces**: upload the folder to a new Space of the kind Static. The lines at the top of this file set it up.
- **nginx, S3 and others**: copy the folder.${
    hasDemo
      ? " The demo then runs on one thread. For more, send the headers that `_headers` names,\n  and serve .mjs files as text/javascript."
      : ""
  }

| file | what |
| --- | --- |
| index.html, site.css | the notebook to read${hasDemo ? ", and the demo" : ""} |
| notebook.ipynb | the notebook, for Jupyter and for the page that made it |
${
  hasDemo
    ? `| embed.html | the demo alone, for frames in other pages: embed.html?bundle=./ |
| demo/, assets/ | the demo's code |
`
    : ""
}| bundle.json, model/ | the model and the list of its files, if the model is here |
| 404.html, _headers, .nojekyll | for hosts |
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
  frameHint: "Funktioniert auf jeder Seite.",
  element: "Element",
  elementHint: "Ohne Rahmen. Übernimmt die Breite der Seite; CSS-Variablen setzen seine Farben.",
  elementClosed:
    "Dieser Host lässt andere Websites seine Skripte nicht laden; darum funktioniert von hier aus nur der Rahmen. Eine veröffentlichte Website enthält die Dateien des Elements.",
  open: "Nur die Demo öffnen",
  noModel: "Dieses Notebook hat keine Modellzelle und damit kein Modell für eine Demo.",
  noDemo: (name) =>
    `${name} läuft nicht in einer Demo: Sie braucht die Dateien von Option 2 mit einer genai_config.json.`,
  noAddress: (name) =>
    `${name} hat keine Adresse, von der andere es laden können: Es kommt von diesem Computer oder einem lokalen Server. Veröffentlichen Sie das Notebook mit dem Modell, oder speichern Sie es als Datei und legen Sie diese auf einen Server.`,
  appTitle: "In Ihrer eigenen App",
  appText:
    "Das JavaScript-Paket phi3-mlflow führt das Modell ohne diese Seite aus: auf Ihrer Webseite, in Node oder als Server, der OpenAIs Clients antwortet.",
  appGuide: "So verwenden Sie das Paket",
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
  size: (size) => `Die Zip ist etwa ${size} groß.`,
  sizeParts: (size, model) => `Die Zip ist etwa ${size} groß, davon ${model} für das Modell.`,
  reader: (size) => `Leser laden ${size} herunter, wenn sie die Demo starten.`,
  withoutDemo: "Die Website zeigt dann das Notebook ohne Demo.",
  publicNote: "Wer die Website öffnen kann, kann auch das Notebook und das Modell herunterladen.",
  publicNotebook: "Wer die Website öffnen kann, kann auch das Notebook herunterladen.",
  make: "Zip erstellen",
  making: "Die Dateien werden gesammelt",
  cancel: "Abbrechen",
  saved: (fileName) => `${fileName} wird heruntergeladen.`,
  try: "Das Modell ausprobieren",
  starting:
    "Die Demo startet. Wenn nichts erscheint: Sie braucht JavaScript und einen Webserver. Aus einer Datei auf der Festplatte starten Browser sie nicht.",
  notebook: "Dieses Notebook herunterladen (.ipynb, läuft in Jupyter)",
  roles: (role) => own<string>({ user: "Sie", assistant: "Modell", system: "System" }, role) ?? role,
  model: "Modell",
  promptText: "Prompt",
  request: "Anfrage",
  missing: { title: "Seite nicht gefunden", text: "Unter dieser Adresse gibt es keine Seite." },
  output: (place, cell) => `Ausgabe ${place} von Zelle ${cell}`,
  readme: (title, hasDemo) => `# ${title}

Dieser Ordner ist eine vollständige Website. Legen Sie ihn ganz auf einen beliebigen statischen Host, unter beliebigem Pfad, und
öffnen Sie dort index.html.${
    hasDemo ? " Von der Festplatte aus lassen Browser die Demo nicht starten." : ""
  } Zum Ausprobieren auf Ihrem Computer
führen Sie hier \`python3 -m http.server\` aus und öffnen http://localhost:8000/.

- **GitHub Pages**: Laden Sie den Ordner in ein Repository hoch und schalten Sie Pages ein. Keine Datei darf größer als 100 MB sein.
- **Netlify, Cloudflare Pages**: Laden Sie den Ordner hoch. Beide lesen seine Datei \`_headers\`. Bei Cloudflare darf keine Datei
  größer als 25 MB sein.
- **Hugging Face Spaces**: Laden Sie den Ordner in einen neuen Space der Art „Static“ hoch. Die Zeilen ganz oben in dieser Datei
  richten ihn ein.
- **nginx, S3 und andere**: Kopieren Sie den Ordner.${
    hasDemo
      ? " Die Demo läuft dann auf einem Thread. Für mehr senden Sie die Header aus\n  `_headers`, und liefern Sie .mjs-Dateien als text/javascript aus."
      : ""
  }

| Datei | Inhalt |
| --- | --- |
| index.html, site.css | das Notebook zum Lesen${hasDemo ? " und die Demo" : ""} |
| notebook.ipynb | das Notebook, für Jupyter und für die Seite, die es gemacht hat |
${
  hasDemo
    ? `| embed.html | die Demo allein, für Rahmen in anderen Seiten: embed.html?bundle=./ |
| demo/, assets/ | der Code der Demo |
`
    : ""
}| bundle.json, model/ | das Modell und die Liste seiner Dateien, wenn das Modell hier liegt |
| 404.html, _headers, .nojekyll | für Hosts |
`,
};

/** A language without its own has the English ones. */
const TEXTS: Readonly<Partial<Record<LanguageId, ShareTexts>>> = { en, de };

export function useShareTexts(): ShareTexts {
  // Draws again when the language changes.
  useTexts();
  return TEXTS[currentLanguage()] ?? en;
}
