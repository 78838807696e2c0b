/** What the demo says. It has no other texts of the page, which are larger than all of it. */

const en = {
  lang: "en",
  noModel:
    "This demo does not name a model. Its page must give one as “bundle”: the https:// address of a folder, a zip or a bundle.json.",
  before: (host: string) =>
    `This model runs in your browser, which downloads it from ${host}. Nothing is requested from there until you agree.`,
  offer: (size: string, hosts: string) =>
    `This model runs in your browser, which downloads ${size} from ${hosts}. What you type stays on this page.`,
  offerWithoutSize: (hosts: string) =>
    `This model runs in your browser, which downloads it from ${hosts}. Its size is not known. What you type stays on this page.`,
  differs: "The model is not what this page said. Check the size and the host again before you agree.",
  places: (hosts: readonly string[]) => listed(hosts, "and", (more) => `${more} more hosts`),
  askSize: (host: string) => `Ask ${host} for the size`,
  download: (size: string) => `Download ${size} and start`,
  downloadWithoutSize: "Download and start",
  asking: (host: string) => `Asking ${host}`,
  starting: "Starting the model",
  slow: "This is taking a while. You can keep waiting, or cancel and try again later.",
  progress: "Progress",
  cancel: "Cancel",
  chat: "Chat",
  answers: "Answers",
  message: "Message",
  prompt: "Prompt",
  send: "Send",
  generate: "Generate",
  stop: "Stop",
  edit: "Edit last message",
  newChat: "New chat",
  reload: "Load the model again",
  answering: "The model is answering.",
  stopped: "Stopped.",
  noEngine:
    "The demo's engine cannot start here. Either this page's Content-Security-Policy forbids it, or files are missing beside the demo's script. For the author of this page: the policy must allow script-src and worker-src for the demo's host, worker-src blob:, 'wasm-unsafe-eval', and connect-src for the demo's host and the model's; with Trusted Types, trusted-types phi3-mlflow.",
  noOrigin:
    "This demo cannot start in a frame without an origin. The page around it must add allow-same-origin to the frame's sandbox attribute.",
  lost: "The model has stopped, as happens when memory runs short. Close other tabs if you can, and load it again.",
  you: "You",
  model: "Model",
  machine: (runtime: string, threads: number) =>
    `${runtime}, ${threads === 1 ? "1 thread" : `${threads} threads`}.`,
  aloneInFrame:
    'More threads need an isolated page around this frame, and allow="cross-origin-isolated" on the frame.',
};

export type DemoTexts = typeof en;

const de: DemoTexts = {
  lang: "de",
  noModel:
    "Diese Demo nennt kein Modell. Ihre Seite muss eines als „bundle“ angeben: die https://-Adresse eines Ordners, einer Zip oder einer bundle.json.",
  before: (host) =>
    `Dieses Modell läuft in Ihrem Browser, der es von ${host} herunterlädt. Solange Sie nicht zustimmen, wird dort nichts abgerufen.`,
  offer: (size, hosts) =>
    `Dieses Modell läuft in Ihrem Browser, der dafür ${size} von ${hosts} herunterlädt. Was Sie eingeben, bleibt auf dieser Seite.`,
  offerWithoutSize: (hosts) =>
    `Dieses Modell läuft in Ihrem Browser, der es von ${hosts} herunterlädt. Seine Größe ist nicht bekannt. Was Sie eingeben, bleibt auf dieser Seite.`,
  differs:
    "Das Modell ist anders, als diese Seite angibt. Prüfen Sie Größe und Host noch einmal, bevor Sie zustimmen.",
  places: (hosts) => listed(hosts, "und", (more) => `${more} weiteren Hosts`),
  askSize: (host) => `Größe bei ${host} abfragen`,
  download: (size) => `${size} herunterladen und starten`,
  downloadWithoutSize: "Herunterladen und starten",
  asking: (host) => `Anfrage an ${host}`,
  starting: "Das Modell wird gestartet",
  slow: "Das dauert eine Weile. Sie können weiter warten, oder abbrechen und es später noch einmal versuchen.",
  progress: "Fortschritt",
  cancel: "Abbrechen",
  chat: "Chat",
  answers: "Antworten",
  message: "Nachricht",
  prompt: "Prompt",
  send: "Senden",
  generate: "Generieren",
  stop: "Anhalten",
  edit: "Letzte Nachricht bearbeiten",
  newChat: "Neuer Chat",
  reload: "Modell noch einmal laden",
  answering: "Das Modell antwortet.",
  stopped: "Angehalten.",
  noEngine:
    "Die Demo kann hier nicht starten. Entweder verbietet es die Content-Security-Policy dieser Seite, oder neben dem Skript der Demo fehlen Dateien. Für die Autoren dieser Seite: Die Policy muss script-src und worker-src für den Host der Demo erlauben, worker-src blob:, 'wasm-unsafe-eval', und connect-src für die Hosts der Demo und des Modells; mit Trusted Types auch trusted-types phi3-mlflow.",
  noOrigin:
    "In einem Rahmen ohne eigenen Origin kann diese Demo nicht starten. Die Seite um ihn herum muss allow-same-origin in das Attribut sandbox des Rahmens schreiben.",
  lost: "Das Modell wurde beendet, wie es bei knappem Speicher vorkommt. Schließen Sie wenn möglich andere Tabs, und laden Sie es noch einmal.",
  you: "Sie",
  model: "Modell",
  machine: (runtime, threads) => `${runtime}, ${threads === 1 ? "1 Thread" : `${threads} Threads`}.`,
  aloneInFrame:
    'Mehr Threads gibt es, wenn die Seite um diesen Rahmen isoliert ist und der Rahmen allow="cross-origin-isolated" hat.',
};

/** @param lang of the page around it, for example "de-AT". */
export function demoTexts(lang: string): DemoTexts {
  return /^de\b/i.test(lang) ? de : en;
}

/** A list of files can name a thousand hosts. */
const SHOWN_HOSTS = 3;

function listed(hosts: readonly string[], and: string, others: (more: number) => string): string {
  const more = hosts.length - SHOWN_HOSTS;
  const shown = more > 1 ? [...hosts.slice(0, SHOWN_HOSTS), others(more)] : hosts;
  return shown.length < 2 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} ${and} ${shown.at(-1)}`;
}
