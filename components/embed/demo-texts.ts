/** What the demo says. It has no other texts of the page, which are larger than all of it. */

const en = {
  lang: "en",
  noModel:
    "This demo has no model's address. Give one as “bundle”: the https:// address of a folder, a zip or a bundle.json.",
  before: (host: string) =>
    `This model runs in your browser. It is downloaded from ${host}. Nothing is asked of that host before you agree.`,
  offer: (size: string, hosts: string) =>
    `This model runs in your browser: ${size} are downloaded from ${hosts}. What you type stays on this page.`,
  offerWithoutSize: (hosts: string) =>
    `This model runs in your browser. It is downloaded from ${hosts}, which does not say how large it is. What you type stays on this page.`,
  differs: "The model is not what this page announced. Please look again before you agree.",
  places: (hosts: readonly string[]) => listed(hosts, "and", (more) => `${more} more hosts`),
  askSize: (host: string) => `Ask ${host} for the size`,
  download: (size: string) => `Download ${size} and start`,
  downloadWithoutSize: "Download and start",
  asking: (host: string) => `Asking ${host}`,
  starting: "Starting",
  /** @param label is the engine's, in English. */
  step: (label: string) => label,
  progress: "Progress",
  cancel: "Cancel",
  chat: "Chat",
  answers: "Answers",
  message: "Message",
  prompt: "Prompt",
  send: "Send",
  generate: "Generate",
  stop: "Stop",
  you: "You",
  model: "Model",
  machine: (runtime: string, threads: number) =>
    `${runtime}, ${threads === 1 ? "1 thread" : `${threads} threads`}.`,
  /** Why there is one thread. @param reason is the engine's, in English. */
  alone: (reason: string) => reason,
  aloneInFrame: "More threads need a page around this frame that is isolated and shares that with the frame.",
};

export type DemoTexts = typeof en;

const de: DemoTexts = {
  lang: "de",
  noModel:
    "Dieser Demo fehlt die Adresse eines Modells. Geben Sie sie als „bundle“ an: die https://-Adresse eines Ordners, einer Zip oder einer bundle.json.",
  before: (host) =>
    `Dieses Modell läuft in Ihrem Browser. Es wird von ${host} heruntergeladen. Bevor Sie zustimmen, wird dort nichts angefragt.`,
  offer: (size, hosts) =>
    `Dieses Modell läuft in Ihrem Browser: ${size} werden von ${hosts} heruntergeladen. Was Sie eingeben, bleibt auf dieser Seite.`,
  offerWithoutSize: (hosts) =>
    `Dieses Modell läuft in Ihrem Browser. Es wird von ${hosts} heruntergeladen; wie groß es ist, wird dort nicht angegeben. Was Sie eingeben, bleibt auf dieser Seite.`,
  differs:
    "Das Modell ist anders, als diese Seite angekündigt hat. Bitte sehen Sie nach, bevor Sie zustimmen.",
  places: (hosts) => listed(hosts, "und", (more) => `${more} weiteren Hosts`),
  askSize: (host) => `${host} nach der Größe fragen`,
  download: (size) => `${size} herunterladen und starten`,
  downloadWithoutSize: "Herunterladen und starten",
  asking: (host) => `${host} wird gefragt`,
  starting: "Start",
  step: () => "Das Modell wird geladen",
  progress: "Fortschritt",
  cancel: "Abbrechen",
  chat: "Chat",
  answers: "Antworten",
  message: "Nachricht",
  prompt: "Prompt",
  send: "Senden",
  generate: "Erzeugen",
  stop: "Anhalten",
  you: "Sie",
  model: "Modell",
  machine: (runtime, threads) => `${runtime}, ${threads === 1 ? "1 Thread" : `${threads} Threads`}.`,
  alone: () => "Mehr Threads gibt es nur auf isolierten Seiten.",
  aloneInFrame:
    "Für mehr Threads muss die Seite um diesen Rahmen isoliert sein und das an den Rahmen weitergeben.",
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
