/**
 * Every sentence of the interface, in German. One that is missing does not compile; with `satisfies Translation<Texts>` at the
 * end, it would be shown in English.
 */
import type { PreflightFinding } from "#bundle/download/preflight.ts";
import { own } from "#base/own.ts";
import { formatBytes, formatCount } from "#components/format.ts";
import type { NumberRange } from "#pipeline/sampling-ranges.ts";
import type { Texts } from "../en.ts";

export const de = {
  app: {
    name: "Phi-3 MLflow Notebook",
    skip: "Zum Notebook springen",
    loading: "Ihr Notebook wird geöffnet…",
    notebook: "Zellen des Notebooks",
  },
  part: {
    missing:
      "Dieser Teil der Seite ließ sich nicht laden: Das Netz ist weg, oder die Seite wurde inzwischen neu veröffentlicht. Laden Sie die Seite neu; im Notebook geht nichts verloren.",
    failed: (why: string) =>
      `Dieser Teil der Seite ist durch einen eigenen Fehler ausgefallen (${why}). Im Notebook geht nichts verloren. Laden Sie die Seite neu; fällt er wieder aus, melden Sie es bitte, mit dem Text aus Mehr › Status.`,
    reload: "Seite neu laden",
    showAll: "Alles zeigen",
    showLess: "Weniger zeigen",
    showAllOf: (what: string) => `Alles zeigen: ${what}`,
    showLessOf: (what: string) => `Weniger zeigen: ${what}`,
  },
  header: {
    reading: "Leseansicht: Formulare und Code ausblenden",
    run: "Ausführen",
    runAll: "Alles ausführen",
    runStale: "Veraltetes ausführen",
    runStaleCount: (count: number) => `Veraltetes ausführen (${count})`,
    stop: "Anhalten",
    edit: "Bearbeiten",
    undo: "Rückgängig",
    redo: "Wiederholen",
    more: "Mehr",
    reset: "Auf die Vorlage zurücksetzen",
    resetDone: "Die Vorlage ist wieder da. Ihre Fassung ist ein „Rückgängig“ entfernt.",
    shortcuts: "Tastenkürzel",
    guide: "Benutzerhandbuch (Englisch)",
    commands: "Befehle",
    code: "Code",
    editor: { lineNumbers: "Zeilennummern", plain: "Einfacher Texteditor" },
    theme: "Farben",
    themes: { system: "Wie das System", light: "Hell", dark: "Dunkel" },
    language: "Sprache",
    languages: { system: "Wie der Browser" },
    save: {
      saved: "In diesem Browser gespeichert",
      saving: "Wird gespeichert…",
      failed: "Nicht gespeichert",
    },
    threads: (count: number) => (count === 1 ? "1 Thread" : `${count} Threads`),
  },
  runTogether: {
    progress: (place: number, count: number) => `${place} von ${count}`,
    outcome: (ran: number, failed: number, stopped: number, notRun: number) =>
      [
        `${ran} ausgeführt`,
        ...(failed > 0 ? [`${failed} fehlgeschlagen`] : []),
        ...(stopped > 0 ? [`${stopped} angehalten`] : []),
        ...(notRun > 0 ? [`${notRun} nicht ausgeführt`] : []),
      ].join(", "),
    goToFailed: (count: number) => (count === 1 ? "Hingehen" : "Zum ersten Fehler"),
    goToAnswer: "Zur Antwort",
  },
  service: {
    update:
      "Eine neue Fassung dieser Seite ist da. Laden Sie neu, wann es Ihnen passt: Ihre Notebooks werden vorher gespeichert.",
    taken:
      "Ein anderer Tab hat eine neue Fassung dieser Seite geladen. Laden Sie neu, wann es Ihnen passt: Ihre Notebooks werden vorher gespeichert.",
    reload: "Neu laden",
    isolate: (threads: number) =>
      `Dieser Server isoliert die Seite nicht, daher laufen Modelle in einem Thread. Beim nächsten Laden kann die Seite sich selbst isolieren und dann ${threads} Threads nutzen. Ungespeichertes wird vorher gespeichert.`,
  },
  status: {
    open: "Status",
    title: "Status",
    intro:
      "Was die Seite von diesem Browser und diesem Server hat. Modelle laufen auf dem Prozessor, in WebAssembly, in einem Worker dieser Seite; nichts von dem, was Sie schreiben, verlässt sie.",
    yes: "Ja",
    no: "Nein",
    none: "Keiner",
    unknown: "Nicht bekannt",
    notYet: "Noch nicht",
    limited: "könnte besser sein",
    of: (used: string, total: string) => `${used} von ${total}`,
    actions: {
      reload: "Seite neu laden",
      update: "Mit der neuen Fassung laden",
      persist: "Den Browser bitten, es zu behalten",
    },
    secure: "Sicher ausgeliefert",
    notSecure:
      "Die Seite kam per http von einem anderen Rechner. Solchen Seiten enthalten Browser Threads, das Aufbewahren von Modellen, den Service Worker und das Installieren vor. Liefern Sie sie per https aus, oder öffnen Sie sie auf dem Rechner selbst, als localhost.",
    isolatedIfSecure: "Nur eine sicher ausgelieferte Seite kann isoliert werden.",
    isolation: "Isolierung (cross-origin isolation)",
    isolated: "Die Seite teilt Speicher zwischen Threads.",
    isolatedAfterReload:
      "Der Server sendet die Header nicht, die eine Seite isolieren; der Service Worker der Seite fügt sie ab dem nächsten Laden hinzu.",
    notIsolatedYet:
      "Der Server sendet die Header nicht, die eine Seite isolieren. Ein Service Worker, der sie hinzufügt, wird gerade eingerichtet.",
    notIsolatedByBrowser:
      "Der Service Worker hat die Header hinzugefügt, und der Browser isoliert die Seite trotzdem nicht. Liefern Sie sie mit Cross-Origin-Opener-Policy: same-origin und Cross-Origin-Embedder-Policy: require-corp aus, oder nehmen Sie einen anderen Browser.",
    notIsolated:
      "Der Server sendet die Header nicht, die eine Seite isolieren, und kein Service Worker antwortet an seiner Stelle. Liefern Sie die Seite mit Cross-Origin-Opener-Policy: same-origin und Cross-Origin-Embedder-Policy: require-corp aus, wie es npm start tut.",
    threads: "Threads",
    threadsOf: (threads: number, processors: number) =>
      `${threads === 1 ? "1 Thread" : `${threads} Threads`} auf ${processors === 1 ? "1 Prozessorkern" : `${processors} Prozessorkernen`}`,
    manyThreads:
      "Mehr als vier bringen wenig: Ein Modell wartet eher auf den Speicher als auf den Prozessor.",
    oneThread: "Modelle laufen, aber langsamer, als sie könnten: Threads brauchen die Isolierung.",
    simd: "SIMD",
    simdRelaxed: "Relaxed SIMD",
    simdRelaxedText: "Der int4-Kernel nutzt dessen int8-Skalarprodukt, seinen schnellsten Weg.",
    simdPlain: "SIMD, ohne relaxed SIMD",
    simdPlainText:
      "Der int4-Kernel läuft in seiner langsameren Fassung. Eine neuere Version des Browsers hat vielleicht relaxed SIMD.",
    simdNone:
      "Ohne SIMD in WebAssembly läuft weder der int4-Kernel noch onnxruntime-web. Nehmen Sie einen Browser der letzten drei Jahre.",
    jsMemory: "Speicher von JavaScript",
    jsMemoryUnknown: "Nur Chromium nennt ihn.",
    jsMemoryFull:
      "Er ist fast voll. Speichern Sie Ihr Notebook und laden Sie die Seite neu; schließen Sie andere Tabs von ihr.",
    deviceMemory: (gigabytes: number) =>
      gigabytes >= 8
        ? "Dieser Rechner hat 8 GB oder mehr."
        : `Dieser Rechner hat ungefähr ${formatCount(gigabytes)} GB.`,
    wasmMemory: "Speicher des Modells",
    wasmMemoryUnknown:
      "Er ist bekannt, sobald eine Inferenz-Zelle auf dem int4-Kernel gelaufen ist. Eine Seite hat für ein Modell höchstens 4 GB.",
    wasmMemoryText: "Gewichte und Cache des Modells, das zuletzt lief. Eine Seite hat dafür höchstens 4 GB.",
    storage: "Ablage",
    storedIfSecure:
      "Notebooks werden aufbewahrt. Zum Herunterladen eines Modells muss die Seite sicher ausgeliefert sein: Öffnen Sie stattdessen eines aus einem Ordner oder einer Zip-Datei.",
    storageText: "Was Notebooks und Modelle von dem belegen, was der Browser dieser Seite zugesteht.",
    storageFull:
      "Sie ist fast voll. Löschen Sie in einer Modell-Zelle unter „Behaltene Modelle“, was Sie nicht mehr brauchen, oder schaffen Sie Platz auf der Platte.",
    noStorage:
      "Der Browser behält nichts für diese Seite, wie in einem privaten Fenster. Speichern Sie Ihr Notebook als .ipynb, bevor Sie gehen.",
    persistence: "Dauerhaft behalten",
    persisted: "Der Browser hat zugesagt, Notebooks und Modelle nicht von sich aus zu löschen.",
    notPersisted: "Der Browser darf Notebooks und Modelle löschen, wenn der Platz knapp wird.",
    persistRefused:
      "Der Browser hat es nicht zugesagt. Vielleicht tut er es, wenn die Seite ein Lesezeichen hat, installiert ist oder öfter benutzt wird.",
    persistenceUnknown:
      "Dieser Browser sagt nicht, ob er Notebooks und Modelle löschen darf, wenn der Platz knapp wird.",
    service: "Service Worker",
    serviceActive: "Aktiv",
    serviceText: "Er öffnet die Seite ohne Netz und isoliert sie, wo der Server es nicht tut.",
    serviceInstalling: "Wird eingerichtet",
    serviceUpdate: "Eine neue Fassung wartet",
    updateText: "Sie übernimmt, wenn Sie es sagen. Ihre Notebooks werden vorher gespeichert.",
    serviceBypassed: "Umgangen",
    bypassedText:
      "Die Seite wurde an ihm vorbei geladen, wie mit der Umschalttaste. Laden Sie sie noch einmal ohne neu.",
    serviceDevelopment: "Der Entwicklungsserver hat keinen.",
    serviceAbsent: (detail: string | null) =>
      `Ohne ihn braucht die Seite das Netz, kann nicht installiert werden und keinen lokalen Endpunkt haben; alles andere geht. In manchen privaten Fenstern, je nach Einstellung und auf Seiten ohne https gibt es keinen.${detail === null ? "" : ` Der Browser sagt: ${detail}`}`,
    offline: "Ohne Netz",
    offlineNone: "Das braucht den Service Worker.",
    offlineReady: "Alles, woraus die Seite besteht, ist in diesem Browser, auch das Demo-Modell.",
    offlineBusy:
      "Die Seite selbst ist in diesem Browser; die Rechenkerne und das Demo-Modell werden gerade geholt.",
    offlinePart:
      "Die Seite selbst ist in diesem Browser; die Rechenkerne und das Demo-Modell kommen, wenn sie gebraucht werden.",
    offlineProblem: (reason: string) =>
      `Nicht alles konnte abgelegt werden: ${reason} Was fehlt, wird geholt, wenn es gebraucht wird.`,
    versions: "Versionen",
    notices: "Lizenzen Dritter",
    report: "den Status, für eine Fehlermeldung",
  },
  endpoint: {
    open: "Lokaler Endpunkt",
    chip: "Endpunkt an",
    title: "Lokaler Endpunkt",
    intro:
      "Programme in anderen Tabs unter der Adresse dieser Seite können das Modell per HTTP fragen, wie später das bereitgestellte: Der Service Worker der Seite antwortet wie mlflow models serve und Azure ML. Nichts davon verlässt diesen Browser, und keine andere Website erreicht ihn.",
    noService:
      "Er braucht den Service Worker der Seite, den dieser Browser jetzt nicht hat. Der Status sagt, warum, und was zu tun ist.",
    notControlled: "Der Service Worker antwortet noch nicht für diese Seite: Laden Sie sie einmal neu.",
    reload: "Neu laden",
    nothingRun:
      "Führen Sie zuerst eine Inferenz-Zelle aus: Der Endpunkt antwortet mit dem, was eine Zelle ausgeführt hat, und mit nichts anderem.",
    cell: "Modell von",
    cellHint:
      "Inferenz-Zellen dieses Notebooks, die gelaufen sind. Anfragen bekommen den Wrapper und das Modell ihres letzten Laufs.",
    on: "Anfragen beantworten",
    onHint:
      "Bis Sie es ausschalten, diesen Tab schließen oder neu laden. Das Ausschalten beendet, was gerade beantwortet wird.",
    routes: "Adressen",
    methods: { invocations: "POST", score: "POST", ping: "GET", version: "GET" },
    routeTexts: {
      invocations:
        "Wie MLflows Scoring-Server: dataframe_split, dataframe_records, inputs, instances oder messages, wie sie sind.",
      score: "Wie ein Online-Endpunkt von Azure ML: input_data.",
      ping: "Ob er da ist. health sagt dasselbe.",
      version: "Die Version von MLflow, für die der Wrapper geschrieben ist.",
    },
    tryIt: "Ausprobieren",
    tryHint:
      "Es läuft in jedem Tab unter dieser Adresse, etwa in der Konsole des Browsers; mit der Adresse eines Servers überall.",
    forms: "Form der Anfrage",
    formNames: { mlflow: "MLflow", azure: "Azure ML" },
    sample: "Beispiel in JavaScript",
    run: "Senden",
    waiting: "Warten auf die Antwort…",
    answer: "Antwort",
    log: "Anfragen",
    noCalls: "Noch keine.",
    outcomes: { running: "Läuft…", ended: "Beendet, bevor sie beantwortet war" },
    requestOf: (id: number) => `Anfrage ${id}`,
    responseOf: (id: number) => `Antwort auf Anfrage ${id}`,
    problem: (reason: string) => `Was im Modell misslang und ein Server nicht verrät: ${reason}`,
  },
  notices: { region: "Mitteilungen", dismiss: "Schließen" },
  dialog: { close: "Schließen" },
  field: {
    notNumber: "Geben Sie eine Zahl ein. Dezimalstellen folgen auf einen Punkt oder ein Komma, etwa 0,7.",
    decimals: "Dezimalstellen folgen auf einen Punkt oder ein Komma, etwa 0,7.",
    refused: (field: string, text: string) =>
      `Es wurde nichts ausgeführt: ${field} zeigt ${text.trim() === "" ? "nichts" : `„${text}“`}, und das ist keine Zahl. Geben Sie eine ein, etwa 300 oder 0,7.`,
  },
  copy: {
    copy: "Kopieren",
    copied: "Kopiert",
    failed: "Der Browser hat das Kopieren nicht erlaubt. Wählen Sie den Text aus und kopieren Sie ihn.",
  },
  cell: {
    name: (place: number, type: string) => `Zelle ${place}: ${type}`,
    run: (name: string) => `${name} ausführen`,
    stop: (name: string) => `${name} anhalten`,
    menu: (name: string) => `Aktionen für ${name}`,
    moveUp: "Nach oben",
    moveDown: "Nach unten",
    duplicate: "Verdoppeln",
    delete: "Löschen",
    addAbove: "Zelle darüber einfügen",
    addBelow: "Zelle darunter einfügen",
    edit: "Bearbeiten",
    collapse: (name: string) => `${name} zuklappen`,
    expand: (name: string) => `${name} aufklappen`,
    foldSection: (title: string) => `Abschnitt „${title}“ einklappen`,
    unfoldSection: (title: string) => `Abschnitt „${title}“ ausklappen`,
    hiddenCount: (count: number) =>
      count === 1 ? "1 Zelle verborgen" : `${formatCount(count)} Zellen verborgen`,
    deleted: (type: string) => `Zelle gelöscht: ${type}.`,
    deletedCount: (count: number) => `${formatCount(count)} Zellen gelöscht.`,
    selectedCount: (count: number) =>
      count === 1 ? "1 Zelle gewählt." : `${formatCount(count)} Zellen gewählt.`,
    addAt: (place: number) => `Eine Zelle an Stelle ${place} einfügen`,
    addFirst: "Ganz oben eine Zelle einfügen",
    empty: "Das Notebook ist leer. Fügen Sie eine Zelle ein.",
    emptyUndo: "Das Notebook ist leer. Fügen Sie eine Zelle ein, oder machen Sie etwas rückgängig.",
    drag: (name: string) => `${name} an eine andere Stelle ziehen`,
  },
  state: {
    idle: "Noch nicht gelaufen",
    queued: "Wartet",
    running: (seconds: string) => `Läuft ${seconds}`,
    done: (seconds: string) => `Fertig nach ${seconds}`,
    stopped: (seconds: string) => `Angehalten nach ${seconds}`,
    interrupted: "Angehalten, als die Seite neu geladen oder geschlossen wurde",
    failed: "Misslungen",
    staleBecause: (because: string) => `Veraltet. ${because}`,
    failedBecause: (name: string, message: string) => `${name} ist misslungen. ${message}`,
    earlierOutput: "Das hat ein früherer Lauf ergeben.",
    progress: "Fortschritt",
  },
  errors: {
    title: {
      "invalid-argument": "onnxruntime-genai lehnt eine Einstellung ab",
      "invalid-config": "Die Konfiguration des Modells passt nicht",
      "invalid-input": "Die Eingabe passt nicht",
      "invalid-zip": "Diese Zip ist nicht zu gebrauchen",
      "invalid-bundle": "Dieses Modell ist nicht zu gebrauchen",
      "invalid-model": "Die Datei des Modells ist beschädigt",
      "invalid-wrapper": "Am Wrapper ist etwas zu ändern",
      "prompt-too-long": "Der Prompt ist zu lang",
      raised: "Python hat eine Ausnahme ausgelöst",
      "name-taken": "Der Name ist vergeben",
      "worker-died": "Die Inferenz endete unerwartet",
      "out-of-memory": "Zu wenig Speicher",
      "missing-dependency": "Weiter oben fehlt etwas",
      "not-found": "Nicht gefunden",
      network: "Eine Datei war nicht zu lesen",
      storage: "Die Ablage des Browsers versagte",
      "unsafe-path": "Ein Pfad darin ist nicht sicher",
      unsupported: "Diese Seite kann dieses Modell nicht ausführen",
    },
    advice: {
      "invalid-argument":
        "Die Worte sind die der Bibliothek; auch Python würde hier anhalten. Ändern Sie den Wert in der Wrapper-Zelle und führen Sie diese Zelle noch einmal aus.",
      "worker-died":
        "Endet sie noch einmal, braucht das Modell vielleicht mehr Speicher, als da ist: Schließen Sie andere Tabs, setzen Sie in der Wrapper-Zelle ein kleineres max_length, oder wählen Sie ein kleineres Modell.",
    },
    other: "Das hat nicht geklappt",
    partial: "Was es bis dahin geschrieben hatte:",
    details: "Einzelheiten",
  },
  documents: {
    menu: (title: string) => `Notebooks: ${title}`,
    list: "Notebooks in diesem Browser",
    create: "Neues Notebook",
    empty: "Leer",
    asShipped: (title: string) => `${title}, wie mitgeliefert`,
    untitled: "Ohne Titel",
    rename: "Umbenennen…",
    renameConfirm: "Umbenennen",
    renameTitle: "Dieses Notebook umbenennen",
    title: "Titel",
    duplicate: "Verdoppeln",
    copyOf: (title: string) => `${title}, Kopie`,
    delete: "Löschen",
    deleted: (title: string) => `„${title}“ ist gelöscht.`,
    openFile: "Datei öffnen…",
    fileInput: "Notebook-Datei",
    openUrl: "Von einer Adresse öffnen…",
    urlTitle: "Ein Notebook von einer Adresse öffnen",
    urlText:
      "Nennen Sie die Adresse einer .ipynb auf GitHub oder auf dem Server dieser Seite. Die Datei wird gelesen und nichts darin ausgeführt.",
    url: "Adresse",
    open: "Öffnen",
    save: "Als .ipynb speichern",
    saved: (fileName: string) => `${fileName} wurde dem Browser übergeben. Es läuft in Jupyter, mit MLflow.`,
    share: "Als Link teilen…",
    shareTitle: "Dieses Notebook als Link teilen",
    shareText:
      "Der Link enthält nach seinem # das ganze Notebook, ohne Ausgaben und Modelle: Diesen Teil sendet ein Browser an keinen Server. Wer den Link hat, kann es lesen.",
    link: "Link",
    opened: (title: string) => `„${title}“ ist offen. Nichts darin wurde ausgeführt.`,
    sharedTitle: (title: string) => `Das geteilte Notebook „${title}“ öffnen?`,
    sharedText: (count: number) =>
      `Jemand hat diesen Link gemacht; er enthält ${count === 1 ? "1 Zelle" : `${formatCount(count)} Zellen`}. Es öffnet sich neben Ihren Notebooks, ersetzt keines, und nichts darin läuft, bis Sie es ausführen.`,
    openShared: "Öffnen",
    leaveShared: "Lassen",
    cancel: "Abbrechen",
    changedElsewhere:
      "Ein anderer Tab hat dieses Notebook inzwischen geändert. Laden Sie seinen Stand, oder arbeiten Sie hier mit einer Kopie weiter. Was Sie hier geändert haben, bleibt in beiden Fällen erhalten.",
    takeOther: "Seinen Stand laden",
    saveCopy: "Mit einer Kopie weiter",
    problem: "Das Notebook wird nicht gezeigt",
    notShown: (title) => `„${title}“ wird nicht gezeigt`,
    unreadable:
      "Was davon gespeichert ist, lässt sich nicht lesen. Es bleibt, wie es ist. Eine Reparatur behält jede lesbare Zelle und legt den Rest als Text in Rohzellen.",
    didNotShow:
      "Beim letzten Anzeigen ist die Seite gescheitert oder abgebrochen; darum wird es nicht von selbst geöffnet. Nichts davon ist verloren.",
    saveProblem: "Als Datei sichern",
    repair: "Reparieren",
    openAsText: "Zellen als Text öffnen",
    openAnyway: "Trotzdem öffnen",
    drop: "Lassen Sie das Notebook oder MLflow-Modell los, um es zu öffnen",
  },
  code: {
    editor: (name: string) => `Quelltext von ${name}`,
    tabMovesOn: "Tab geht weiter. Eingabetaste oder Schreiben beginnt die Bearbeitung.",
    tabIndents: "Tab rückt ein. Escape verlässt den Editor.",
    count: (place: number) => `Lauf ${place} dieser Sitzung`,
    output: (place: number, name: string) => `Ausgabe ${place} von ${name}`,
    input: "Die Zelle fragt nach einer Eingabe",
    answer: "Antworten",
    raw: "Eine rohe Zelle, für Jupyter behalten, wie sie ist.",
  },
  outputs: {
    hint: "Was sie ergab, als das Notebook gespeichert wurde.",
    output: (place: number, name: string) => `Ausgabe ${place} von ${name}, wie gespeichert`,
    shortened: (shown: number, all: number) =>
      `Die ersten ${formatCount(shown)} von ${formatCount(all)} Zeichen. Die Datei behält alle.`,
    unknown: (types: string) => `Eine Ausgabe, die diese Seite nicht zeigt (${types}). Die Datei behält sie.`,
  },
  forms: {
    offer: "Diese Zelle loggt ein Phi-3-Modell. Als Formular bearbeiten?",
    edit: "Als Formular bearbeiten",
    offerAll:
      "Dieses Notebook loggt ein Phi-3-Modell. Es wird als der Code gezeigt, der es ist; es lässt sich auch in Formularen bearbeiten.",
    staysCode: "Diese Zelle bleibt Code",
    back: "Zurück zum Code",
  },
  markdown: {
    empty: "Eine leere Text-Zelle. Mit der Eingabetaste schreiben Sie.",
    editor: (name: string) => `Markdown von ${name}`,
    done: "Fertig",
    table: "Tabelle",
    code: "Code",
    placeholder: "# Eine Überschrift\n\nEtwas *Markdown*…",
  },
  model: {
    choose: "Modell",
    openFolder: "Ordner öffnen…",
    openZip: "Zip öffnen…",
    folderInput: "Ordner des Modells",
    zipInput: "Zip des Modells",
    blocked: (place: string) =>
      `Dieses Modell wird gelesen, wo es liegt, in ${place}. Der Browser möchte, dass Sie das noch einmal erlauben.`,
    allow: (place: string) => `Lesen von ${place} erlauben`,
    notAllowed:
      "Der Browser hat es nicht erlaubt. Drücken Sie noch einmal auf „Erlauben“, oder öffnen Sie es neu.",
    forget: "Dieses Modell vergessen",
    forgotten: (name: string) => `${name} ist vergessen: Dieser Browser behält keine Kopie davon.`,
    dropHint: "oder ein Modell oder MLflow-Modell hier ablegen, als Ordner oder Zip",
    dropNow: "Lassen Sie den Ordner oder die Zip los, um sie zu öffnen",
    demo: "Ein Spielzeug zum Vorführen",
    demoText:
      "Es wurde für diese Seite von Grund auf trainiert, in Phi-3s Architektur und Chat-Format. Es ist nicht Microsofts Phi-3. Es kennt die Hauptstädte und Kontinente von 194 Ländern, Witze zu 60 Themen, 33 Begriffe um MLflow und ONNX und etwas Plauderei, in einfachem Englisch. Anderes hat es nicht gelernt.",
    architecture: "Architektur",
    contextLength: "Kontext",
    tokens: (count: string) => `${count} Tokens`,
    vocabulary: "Vokabular",
    files: "Dateien",
    size: "Größe",
    unknown: "nicht genannt",
    ready: "Bereit",
    onlyRuns: "Läuft hier, lässt sich nicht verpacken",
    onlyPacks: "Lässt sich verpacken, läuft hier nicht",
    onKernel: (fitting, context) =>
      `Der int4-Kernel führt es aus, mit einem Kontext von bis zu ${formatCount(fitting)} Token${context !== null && fitting < context ? ` von ${formatCount(context)}` : ""}.`,
    speed: (rate) => `Es wird auf diesem Rechner etwa ${rate} Token/s schreiben.`,
    onOrt: (reason) =>
      `onnxruntime-web führt es aus, viel langsamer als der int4-Kernel, der dies nicht kennt: ${reason}.`,
    notReady: "Nicht bereit",
    option1: "Option 1, Transformers-Pipeline",
    option2: "Option 2, generate()-API",
    card: "Über dieses Modell",
    fileList: "Dateien dieses Modells",
    notRun: "Führen Sie diese Zelle aus, um in das Modell zu sehen.",
    named: (name: string) =>
      `Das geöffnete Notebook nennt hier ${name}. Öffnen Sie Ordner oder Zip dieses Modells, um es zu benutzen.`,
  },
  download: {
    open: "Herunterladen…",
    title: "Ein Modell herunterladen",
    text: "Es bleibt in diesem Browser und läuft hier. Ihr Notebook und was Sie das Modell fragen, geht an niemanden.",
    source: "Quelle",
    known: "Microsofts Modelle auf Hugging Face",
    other: "Andere",
    otherRepository: "Ein anderes Repository auf Hugging Face",
    list: "Eine Liste von Dateien unter einer Adresse",
    repository: "Repository",
    repositoryHint:
      "Besitzer und Name, etwa microsoft/Phi-3-mini-4k-instruct-onnx, oder die Adresse der Seite oder eines Ordners darin.",
    revision: "Revision",
    revisionHint: "Branch, Tag oder Commit. Leer: der Commit, den diese Seite kennt, sonst der neueste.",
    publicModel: (name: string, size: string) => `${name}, int4 für CPU, ${size}`,
    more: "Revision, Spiegel, Zugriffstoken",
    hub: "Hub",
    hubHint: "Die Adresse eines Spiegels, wo huggingface.co nicht erreichbar ist.",
    token: "Zugriffstoken",
    tokenHint:
      "Für private Modelle oder solche, deren Bedingungen Sie angenommen haben. Es wird nur an den Hub darüber gesendet.",
    keepToken: "Das Token in diesem Browser behalten",
    listUrl: "Adresse",
    listHint:
      "Einer bundle.json, die jede Datei mit Größe und SHA-256 nennt. Ihr Server muss Seiten anderer Server zulassen (CORS).",
    lookUp: "Nachsehen",
    waiting: (wait) => `Der Hub bittet, in ${wait} wieder zu fragen: Es wird gewartet`,
    lookingUp: "Die Liste der Dateien wird gelesen",
    close: "Abbrechen",
    back: "Zurück",
    variant: "Modell",
    fitness: {
      both: "läuft hier",
      one: "läuft hier mit einer Option",
      slow: "läuft hier langsam",
      unknown: "nicht zu prüfen",
      none: "läuft hier nicht",
    },
    better: (variant: string) => `Im selben Repository läuft ${variant} hier besser.`,
    chooseBetter: "Wählen",
    weightsStay: (repository: string) =>
      `Die Gewichte werden nicht heruntergeladen: Das Artefakt von Option 1 verweist auf ${repository}.`,
    published: (name: string, different: readonly string[]) =>
      different.length === 0
        ? `Das sind die veröffentlichten Dateien von ${name}: Diese Seite kennt ihre Größen und Hashes.`
        : `Das sind nicht die veröffentlichten Dateien von ${name}. Anders sind: ${different.join(", ")}. Verwenden Sie diese Quelle nur, wenn Sie ihr vertrauen.`,
    from: "Von",
    model: "Quelle",
    size: "Größe",
    sizeOf: (bytes: string, files: string) => `${bytes} in ${files === "1" ? "1 Datei" : `${files} Dateien`}`,
    files: "Dateien dieses Downloads",
    examining: (fetchedBytes) =>
      `Es wird geprüft, ob es hier laufen wird${fetchedBytes > 0 ? ` (${formatBytes(fetchedBytes)} gelesen)` : ""}`,
    examinedBy: (bytes) => `Für diese Prüfung wurden ${formatBytes(bytes)} gelesen, keine Gewichte.`,
    gated: (page: string) =>
      `Der Hub gibt diese Dateien nur denen, die die Bedingungen des Modells angenommen haben. Nehmen Sie sie auf ${page} an, gehen Sie zurück, und geben Sie ein Zugriffstoken desselben Kontos an.`,
    notExamined: (reason: string) => `Ob es hier laufen wird, war nicht zu prüfen. ${reason}`,
    verdict: "Wird es hier laufen?",
    finding: (finding: PreflightFinding): string => {
      switch (finding.subject) {
        case "storage":
          if (finding.freeBytes === null) return "Dieser Browser sagt nicht, wie viel er behalten kann.";
          return finding.level === "bad"
            ? `${formatBytes(finding.neededBytes)} werden gebraucht, und dieser Browser hat Platz für ${formatBytes(finding.freeBytes)}. Löschen Sie Modelle, die Sie nicht mehr brauchen, oder schaffen Sie Platz auf der Platte.`
            : `Dieser Browser hat Platz dafür: ${formatBytes(finding.freeBytes)} sind frei.`;
        case "memory": {
          const { basis, level, fittingTokens, contextLength, wideTokens, outsideBytes } = finding;
          const limit =
            finding.limit === "wasm"
              ? `${formatBytes(finding.limitBytes)} Speicher einer Webseite`
              : `${formatBytes(finding.limitBytes)} Speicher dieses Rechners`;
          const weights = formatBytes(finding.weightBytes);
          const estimate = basis === "sizes" ? "Geschätzt nach der Größe der Dateien: " : "";
          const outside =
            outsideBytes > 1e6
              ? ` Das Embedding (${formatBytes(outsideBytes)}) zählt nicht mit: Die Seite hält es anderswo.`
              : "";
          if (level === "bad") {
            return `${estimate}Die Gewichte (${weights}) lassen in den ${limit} keinen brauchbaren Platz. Sie können das Modell herunterladen, aber es wird kaum laufen. Wählen Sie ein kleineres Modell.`;
          }
          const narrow =
            wideTokens !== null && fittingTokens !== null && wideTokens < fittingTokens
              ? ` Über ${formatCount(wideTokens)} Token haben Keys und Values 16 statt 32 Bit.`
              : "";
          if (fittingTokens !== null && level === "caution") {
            return `${estimate}Neben den Gewichten (${weights}) haben die ${limit} Platz für ${formatCount(fittingTokens)} Token Kontext, weniger als die ${formatCount(contextLength ?? 0)} des Modells. Setzen Sie max_length nicht höher.${narrow}${outside}`;
          }
          return fittingTokens === null
            ? `${estimate}Die Gewichte (${weights}) passen in die ${limit}. Die Dateien sagen nicht, wie viel der Kontext braucht.`
            : `${estimate}Die Gewichte (${weights}) und der ganze Kontext passen in die ${limit}.${narrow}${outside}`;
        }
        case "threads":
          return finding.threads === 1
            ? `Es wird in einem Thread laufen${finding.level === "caution" ? ", was für ein Modell dieser Größe langsam ist" : ""}.`
            : `Es wird in ${finding.threads} Threads laufen.`;
      }
    },
    leastUsed: (name: string, bytes: string) =>
      `Von Ihren behaltenen Modellen wurde ${name} am längsten nicht benutzt. Es zu löschen gibt ${bytes} frei.`,
    allHashed: "Jede Datei wird mit dem Hash verglichen, den ihre Quelle nennt.",
    someUnhashed: (count: number) =>
      `Die Quelle nennt für ${count === 1 ? "1 Datei" : `${count} Dateien`} keinen Hash: Nur die Größe ist zu prüfen.`,
    pace: "Tempo und Verbindungen",
    limit: "Höchstes Tempo",
    limitHint: "Für den ganzen Download, damit auch andere etwas vom Netz haben.",
    limitOf: (bytesPerSecond: number) => `${formatBytes(bytesPerSecond).replace(".0", "")}/s`,
    noLimit: "Keines",
    connections: "Verbindungen zugleich",
    connectionsHint: "Weniger sind schonender für einen kleinen Server.",
    deleteLeastUsed: (name: string) => `${name} löschen`,
    consent: (bytes: string, host: string) => `${bytes} von ${host} herunterladen`,
    running: "Downloads",
    progressOf: (name: string) => `Download von ${name}`,
    pause: "Pausieren",
    resume: "Fortsetzen",
    cancel: "Abbrechen",
    cancelTitle: (name: string) => `Den Download von ${name} abbrechen?`,
    cancelText: (bytes: string) =>
      `Die ${bytes}, die hier sind, werden gelöscht. Um später weiterzumachen, pausieren Sie ihn stattdessen.`,
    cancelConfirm: "Abbrechen und löschen",
    goOn: "Behalten",
    cancelled: (name: string) =>
      `Der Download von ${name} wurde abgebrochen, und seine Dateien sind gelöscht.`,
    paused: "Pausiert",
    stopped: "Angehalten",
    downloading: "Wird heruntergeladen",
    checkingParts: "Was hier ist, wird geprüft",
    elsewhere: "In einem anderen Tab",
    speed: (bytes: string) => `${bytes}/s`,
    left: (time: string) => `noch ${time}`,
    trouble: (reason: string, wait: string) => `Warten: ${reason}. Der nächste Versuch ist in ${wait}.`,
    failed: "Der Download hielt an",
    kept: (count: number, bytes: string) =>
      `Behaltene Modelle: ${count === 1 ? "1 Modell" : `${formatCount(count)} Modelle`}, ${bytes}`,
    lastUsed: (date: Date) => `zuletzt benutzt am ${date.toLocaleDateString("de", { dateStyle: "medium" })}`,
    check: "Prüfen",
    checking: "Jedes Byte wird gelesen",
    sound: (name: string) => `${name} ist ganz: Jedes Byte ist, wie es sein soll.`,
    damaged: (name: string, paths: readonly string[]) =>
      `${name} ist in ${paths.join(", ")} beschädigt. Setzen Sie den Download fort, um es zu reparieren: Nur Beschädigtes wird noch einmal geholt.`,
    delete: "Löschen",
    deleteTitle: (name: string) => `${name} aus diesem Browser löschen?`,
    deleteText: (bytes: string) =>
      `Das gibt ${bytes} frei. Um es wieder zu benutzen, muss es noch einmal heruntergeladen werden.`,
    deleteConfirm: "Löschen",
    deleted: (name: string) => `${name} ist aus diesem Browser gelöscht.`,
    persisted:
      "Dieser Browser hat zugesagt, Modelle nicht von sich aus zu löschen, wenn der Platz knapp wird.",
    notPersisted: "Wenn der Platz knapp wird, darf dieser Browser Modelle von sich aus löschen.",
    persist: "Bitten, es nicht zu tun",
    persistRefused:
      "Der Browser hat es nicht zugesagt. Vielleicht tut er es, wenn die Seite ein Lesezeichen hat, installiert ist oder öfter benutzt wird.",
  },
  bundle: {
    save: "Mit dem Modell speichern…",
    saveTitle: "Dieses Notebook mit seinem Modell speichern",
    saveText: (name: string) =>
      `Eine einzige Datei nimmt das Notebook auf, das Python seiner Wrapper und das Modell ${name}, jedes mit seinem SHA-256. Diese Seite öffnet sie in jedem Browser; ein Zip-Programm öffnet sie auch.`,
    noModel:
      "Dieses Notebook hat keine Modell-Zelle, also kein Modell, das mit ihm zu speichern wäre. Fügen Sie eine ein, oder speichern Sie das Notebook als .ipynb.",
    make: "Die Datei machen",
    making: "Das Modell wird gelesen",
    saved: (fileName: string) => `${fileName} wurde dem Browser übergeben.`,
    stop: "Anhalten",
    export: "Exportieren",
    openNotebook: "Sein Notebook öffnen",
    notOne: (fileName: string) =>
      `${fileName} enthält keine bundle.json, ist also kein Bündel mit einem Notebook. Die Zip eines Modells öffnen Sie in der Modell-Zelle mit „Zip öffnen“.`,
    linkSummary: "Ein Link, der auch das Modell mitbringt",
    linkAddress: "Adresse des Bündels",
    linkHint:
      "Speichern Sie das Notebook mit seinem Modell, legen Sie diese .phi3bundle.zip auf einen Server, der Seiten anderer Server zulässt (CORS), und nennen Sie ihre Adresse. Wer den Link öffnet, wird gefragt, bevor etwas heruntergeladen wird.",
    link: "Link zum Bündel",
    linkTitle: (host: string) => `Ein Bündel von ${host} öffnen?`,
    linkText:
      "Der Link, den Sie geöffnet haben, nennt ein Modell auf einem anderen Server. Noch wurde dieser Server nach nichts gefragt. Sehen Sie erst nach: Die Seite sagt Ihnen dann, wie groß das Bündel ist, und fragt noch einmal.",
    withNotebook:
      "Es bringt ein Modell und ein Notebook mit. Das Notebook öffnet sich neben Ihren, sobald das Modell da ist, und nichts darin läuft, bis Sie es ausführen.",
    withoutNotebook:
      "Es bringt ein Modell mit und kein Notebook. Wählen Sie das Modell in einer Modell-Zelle, sobald es da ist.",
    ask: (host: string) => `${host} fragen`,
    leave: "Lassen",
  },
  wrapper: {
    option: "Wrapper",
    options: { transformers: "Option 1: Transformers-Pipeline", pyfunc: "Option 2: eigene Python-Klasse" },
    profile: "Geschrieben für",
    classForm: "Klasse im Artefakt",
    classForms: { reference: "Von einer Pickle genannt, Quelltext unter code/", code: "Models from code" },
    byReferenceHint: "python_model.pkl enthält nur den Namen der Klasse; die Klasse liegt lesbar daneben.",
    fromCodeHint:
      "In der Zip führt MLflow die Python-Datei selbst aus; es gibt keine Pickle. Der Code daneben protokolliert ein Objekt, wie es der Artikel tut.",
    form: "Formular des Wrappers",
    name: "Name des Artefakts",
    nameHint: "Der Name des Modells in MLflow, und der Ordner in der Zip.",
    task: "Aufgabe",
    taskHint: "Gibt dem Modell eine Chat-Schnittstelle wie die von OpenAI.",
    modelConfig: "model_config",
    maxLengthHint: "Tokens von Prompt und Antwort zusammen.",
    truncationHint: "Zu lange Prompts abschneiden.",
    includePromptHint: "Den Prompt in der Antwort wiederholen.",
    reference: {
      weights: "Gewichte",
      inArtifact: "Im Artefakt",
      byReference: "Als Verweis auf den Hub",
      artifactHint: "Das Artefakt enthält das ganze Modell.",
      referenceHint:
        "save_pretrained=False: Das Artefakt enthält keine Gewichte, MLflow lädt sie vom Hugging Face Hub.",
      repository: "Repository",
      commit: "Commit",
      hints: {
        repository: "Besitzer und Name. Leer: das, von dem das Modell oben heruntergeladen wurde.",
        commit: "40 hexadezimale Ziffern. Leer: der heruntergeladene Stand.",
      },
      findCommit: (revision: string) => `huggingface.co nach dem Commit von „${revision}“ fragen`,
    },
    className: "Name der Klasse",
    classNameHint: "Die Python-Klasse, die von PythonModel erbt.",
    artifactsKey: "Schlüssel in artifacts",
    artifactsKeyHint: "Unter diesem Schlüssel hält context.artifacts den ONNX-Ordner.",
    searchOptions: "Suchoptionen",
    searchOption: "Option",
    searchValue: "Wert",
    addSearchOption: "Suchoption hinzufügen",
    remove: "Entfernen",
    removeSearchOption: (name: string) => `${name} entfernen`,
    valueOf: (name: string) => `Wert von ${name}`,
    inputExample: "Beispiel einer Eingabe: prompt",
    inputExampleHint: "MLflow leitet die Signatur daraus ab.",
    pip: "Weitere Pakete für pip",
    pipHint: "Eines je Zeile.",
    code: "Python",
    codeOf: (name: string) => `Python von ${name}`,
    leaveEditor:
      "Tab geht weiter, bis Sie schreiben oder die Eingabetaste drücken. Escape verlässt den Editor",
    generated: "Aus dem Formular erzeugt",
    edited: "Von Hand geändert",
    discard: "Änderungen verwerfen",
    replaceTitle: "Ihre Änderungen am Code ersetzen?",
    replaceText:
      "Das Formular macht den Code neu, und was Sie von Hand geschrieben haben, ginge verloren. „Rückgängig“ brächte es zurück.",
    replace: "Meine Änderungen ersetzen",
    keep: "Meinen Code behalten",
    trueFalse: { true: "True", false: "False" },
  },
  lint: {
    list: "Was nicht gehen würde",
    line: (line: number) => `Zeile ${line}.`,
    fix: "Beheben",
    fixOf: (message: string) => `Beheben: ${message}`,
  },
  signature: {
    counts: (inputs: number, outputs: number, params: number) =>
      [
        inputs === 1 ? "1 Eingabe" : `${inputs} Eingaben`,
        outputs === 1 ? "1 Ausgabe" : `${outputs} Ausgaben`,
        ...(params === 0 ? [] : [params === 1 ? "1 Parameter" : `${params} Parameter`]),
      ].join(", "),
    print: "Gedruckt",
    table: "Tabelle",
    mlmodel: "MLmodel",
    tabs: "Formen der Signatur",
    inputs: "Eingaben",
    outputs: "Ausgaben",
    params: "Parameter",
    name: "Name",
    type: "Typ",
    required: "Nötig",
    yes: "nötig",
    no: "wahlfrei",
    unnamed: "(ohne Namen)",
    none: "Keine",
    notRun: "Führen Sie diese Zelle aus, um zu sehen, was das Modell nimmt und gibt.",
    printHint: "Wie loaded_model.metadata.signature sie druckt.",
    mlmodelHint: "Wie sie in der Datei MLmodel des Artefakts steht.",
  },
  artifact: {
    moreRows: (shown: number, all: number) =>
      `Die ersten ${formatCount(shown)} von ${formatCount(all)} Zeilen sind zu sehen.`,
    register: "Auf einem MLflow-Server registrieren…",
    tree: (name: string) => `Dateien von ${name}`,
    files: (count: number) => (count === 1 ? "1 Datei" : `${formatCount(count)} Dateien`),
    download: (name: string) => `${name}.zip herunterladen`,
    sums: "mit SHA256SUMS",
    sumsHint: "Eine Liste der SHA-256 jeder Datei in der Zip, für sha256sum -c.",
    saveAs: "Zip speichern unter…",
    writing: "Die Zip wird geschrieben",
    written: (file: string) => `${file} ist geschrieben.`,
    zipping: "Die Zip wird gemacht",
    cancel: "Abbrechen",
    cancelled: "Der Download wurde abgebrochen.",
    downloaded: (name: string) => `${name}.zip wurde dem Browser übergeben.`,
    previewOf: (path: string) => `Inhalt von ${path}`,
    binary: "Eine binäre Datei",
    sha256: "SHA-256",
    size: "Größe",
    notHashed: "nicht ermittelt: Die Datei ist zu groß für den Speicher der Seite",
    tooLong: (shown: string) => `Nur die ersten ${shown} sind zu sehen; die Zip enthält alles.`,
    reading: "Wird gelesen…",
    load: "In Python laden",
    loadHint: "Entpacken Sie die Zip, und neben dem Ordner:",
    notRun: "Führen Sie diese Zelle aus, um die Dateien des MLflow-Modells zu machen.",
    choose: "Wählen Sie eine Datei, um hineinzusehen.",
  },
  deploy: {
    form: "Bereitstellung",
    target: "Wohin",
    settings: {
      endpointName: "Name des Endpunkts",
      deploymentName: "Name der Bereitstellung",
      instanceType: "Art der Instanz",
      instanceCount: "Instanzen",
      timeoutSeconds: "Längste Wartezeit in Sekunden",
      corsOrigins: "Webseiten, die fragen dürfen",
      ownScoring: "Scoring-Skript",
      computeName: "Compute-Cluster",
      imageName: "Image",
      storageUri: "Adresse des Modells",
      registeredModel: "Registriertes Modell",
    },
    settingHints: {
      endpointName: "Einmalig in der Region oder im Cluster.",
      deploymentName: "Ein Endpunkt kann mehrere haben.",
      instanceType: "Leer: die kleinste mit genug Speicher.",
      instanceCount: "Jede beantwortet eine Frage nach der anderen.",
      timeoutSeconds: "Eine CPU braucht für eine lange Antwort vielleicht eine Minute.",
      corsOrigins: "Origins, durch Kommas getrennt. Leer: keine.",
      ownScoring: "Der Server von Azure ML führt es aus. Sonst schreibt Azure ML selbst eines.",
      computeName: "Er muss schon da sein.",
      imageName: "Name und Tag, auf Wunsch mit einer Registry.",
      storageUri: "Wo der Cluster den Ordner des Modells findet.",
      registeredModel: "catalog.schema.model",
    },
    ownScoring: { own: "Das in diesen Dateien", generated: "Von Azure ML gemacht" },
    notRun:
      "Führen Sie diese Zelle aus, um die Dateien zu bekommen, mit Programmen, die das Modell in fünf Sprachen fragen.",
    views: "Teile der Bereitstellung",
    files: "Dateien",
    samples: "Beispiele",
    test: "Test",
    tree: (folder: string) => `Dateien von ${folder}`,
    zipHint: (folder: string, model: string) =>
      `Entpacken Sie sie neben ${model}/: README.md in ${folder}/ sagt, wie es weitergeht.`,
    language: "Sprache",
    languages: { javascript: "JavaScript", python: "Python", csharp: "C#", r: "R", curl: "curl" },
    payload: "Nutzlast",
    payloads: {
      messages: "messages",
      dataframe_split: "dataframe_split",
      inputs: "inputs",
      input_data: "input_data",
    },
    sampleHint: (path: string) => `In der Zip: ${path}`,
    sampleFilled: (path: string) =>
      `Mit Adresse und Schlüssel aus dem Reiter Test. In der Zip ohne sie: ${path}`,
    sampleOf: (language: string, name: string) => `Beispiel in ${language}, ${name}`,
    url: "Adresse",
    urlHint:
      "Eines Endpunkts, der läuft. Er wird von diesem Browser gefragt und muss diese Seite zulassen (CORS).",
    token: "Schlüssel oder Token",
    tokenHint: "Wird nur an diese Adresse gesendet und nirgends behalten.",
    question: "Frage",
    questionHint: "Was predict nimmt, als JSON.",
    send: "Senden",
    stop: "Anhalten",
    sending: "Warten auf den Endpunkt",
    asking: "Das Modell in dieser Seite wird gefragt",
    latency: "Latenz",
    status: "Status",
    endpointAnswer: "Antwort des Endpunkts",
    pageAnswer: "Antwort dieser Seite",
    noAnswer: "Was er sendet, enthält keine Antwort dieser Option:",
    response: "Alles, was er sendet",
    pageTime: "Zeit",
    same: "Beide antworten dasselbe.",
    different: "Die Antworten unterscheiden sich.",
    differentHint:
      "Mit einer Temperatur werden Antworten ausgelost; ohne sie hat der Endpunkt vielleicht ein anderes Modell, eine andere Version oder andere Einstellungen.",
    failed: "Der Endpunkt wurde nicht gefragt oder gab keine Antwort",
    pageFailed: "Diese Seite gab keine Antwort",
  },
  evaluate: {
    form: "Was gefragt und geprüft wird",
    table: "Tabelle",
    tableHint:
      "Jede Zeile ist eine Anfrage. Zellen einer Tabellenkalkulation lassen sich in jedes Feld einfügen.",
    row: "Zeile",
    columnName: (place: number) => `Name der Spalte ${place}`,
    newColumn: "spalte",
    value: (column: string, row: number) => `${column}, Zeile ${row}`,
    addRow: "Zeile hinzufügen",
    addColumn: "Spalte hinzufügen",
    remove: "Entfernen",
    removeRow: (row: number) => `Zeile ${row} entfernen`,
    removeColumn: (column: string) => `Spalte ${column} entfernen`,
    import: "Tabelle importieren",
    chooseFile: "Datei wählen…",
    fileInput: "Datei mit CSV oder JSON Lines",
    importText: "Tabelle als CSV, mit Tabulatoren oder als JSON Lines",
    importExample: "prompt,expected\nWas ist die Hauptstadt von Spanien?,Madrid",
    replaceTable: "Tabelle ersetzen",
    pageBefore: "Vorige Zeilen",
    pageAfter: "Nächste Zeilen",
    rowsShown: (from: number, to: number, all: number) => `Zeilen ${from} bis ${to} von ${formatCount(all)}`,
    request: "Anfrage für jede Zeile",
    requestHints: {
      transformers:
        "Die Eingabe von predict, als JSON. {{prompt}} steht für den Text der Zeile in der Spalte prompt. Auch Einstellungen wie max_tokens stehen hier.",
      pyfunc:
        "Die Eingabe von predict, als JSON. {{prompt}} steht für den Text der Zeile in der Spalte prompt. Schreiben Sie die Rollenmarken hier hinein.",
    },
    checks: "Prüfungen",
    checksHint: "Eine Zeile wird nicht geprüft, wenn der erwartete Text leer ist.",
    check: "Prüfung",
    checkKinds: {
      exact: "Ist gleich",
      contains: "Enthält",
      regex: "Passt auf ein Muster",
      json_schema: "Erfüllt ein JSON-Schema",
      python: "Python",
    },
    checkHints: {
      exact: "Die ganze Antwort, ohne Leerzeichen davor und dahinter.",
      contains: "Die Antwort enthält den Text.",
      regex: "Ein regulärer Ausdruck von Python, irgendwo in der Antwort gefunden.",
      json_schema: "Die Antwort ist JSON, das dem Schema entspricht.",
      python:
        'Ein Ausdruck über answer und row, etwa row["expected"] in answer, oder eine Funktion von beiden. Er läuft im Python dieser Seite. Bei None bleibt die Zeile ungeprüft.',
    },
    expected: "Erwartet",
    ignoreCase: "Groß- und Kleinschreibung ignorieren",
    addCheck: "Prüfung hinzufügen",
    removeCheck: (name: string) => `Prüfung ${name} entfernen`,
    run: "Ausführen",
    notRun: "Führen Sie diese Zelle aus, um jede Zeile zu fragen und die Antworten zu prüfen.",
    asked: (rows: number, all: number) =>
      `Nach ${formatCount(rows)} von ${formatCount(all)} Zeilen angehalten. Ihre Antworten bleiben.`,
    rowsAsked: (rows: string, all: string) => `${rows} von ${all} Zeilen`,
    totals: "Summen",
    answered: "Beantwortete Zeilen",
    of: (count: string, all: string) => `${count} von ${all}`,
    share: (count: string, all: string, percent: string) => `${count} von ${all} (${percent})`,
    allPassed: "Alle Prüfungen bestanden",
    tokens: "Token",
    tokenCounts: (prompt: string, generated: string) => `${prompt} hinein, ${generated} heraus`,
    percentile: (percent: number) => (percent === 50 ? "Median der Zeit" : `${percent}. Perzentil der Zeit`),
    speed: "Geschwindigkeit",
    views: "Teile der Auswertung",
    rows: "Zeilen",
    answer: "Antwort",
    time: "Zeit",
    passed: "Bestanden",
    notPassed: "Nicht bestanden",
    notChecked: "Nicht geprüft",
    log: "An einen MLflow-Server senden",
    logRun: "Lauf senden",
    logged: "Gesendet als",
    compare: "Vergleich",
    compareNone:
      "Keine andere Auswertungs-Zelle hat Ergebnisse. Fügen Sie eine mit einem anderen Wrapper, einer anderen Laufzeit oder einer anderen Anfrage hinzu.",
    differing: (count: string, all: string) => `${count} von ${all} Antworten unterscheiden sich.`,
    changed: (better: string, worse: string) => `${better} Zeilen bestehen nur hier, ${worse} nur dort.`,
    metrics: "Messwerte",
    metric: "Messwert",
    differences: "Antworten, die sich unterscheiden",
    saveCsv: "CSV",
    saveTable: "MLflow-Tabelle",
    plot: "Diagramm",
    plotTitle: "Zeit für eine Antwort",
    plotNone: "Keine Zeile hat eine Antwort, die sich zeigen ließe.",
    plotSummary: (from: string, to: string, most: string, count: string, failed: string) =>
      `Von ${from} bis ${to}; die meisten Zeilen (${count}) brauchten ${most}. Zeilen, die eine Prüfung nicht bestanden: ${failed}.`,
    plotRows: "Zeilen",
    plotTime: "Zeit für die ganze Antwort",
    plotPassed: "Alle Prüfungen bestanden",
    plotFailed: "Eine Prüfung nicht bestanden",
    printed: "Ausgegeben von der Klasse des Wrappers",
  },
  inference: {
    input: "Eingabe",
    warnings: "Warnungen von MLflow zur Eingabe",
    views: "Form der Eingabe",
    messages: "Nachrichten",
    prompt: "Prompt",
    json: "JSON",
    jsonOf: (name: string) => `JSON der Eingabe von ${name}`,
    role: (place: number) => `Rolle der Nachricht ${place}`,
    content: (place: number) => `Inhalt der Nachricht ${place}`,
    addMessage: "Nachricht hinzufügen",
    removeMessage: (place: number) => `Nachricht ${place} entfernen`,
    roles: { system: "system", user: "user", assistant: "assistant" },
    notMessages:
      "Dieses JSON hat keine Liste von Nachrichten mit Rolle und Inhalt. Bearbeiten Sie es als JSON, oder nehmen Sie das Beispiel.",
    notPrompt:
      'Dieses JSON hat keinen Text unter "prompt". Bearbeiten Sie es als JSON, oder nehmen Sie das Beispiel.',
    malformed: (reason: string) => `Das ist noch kein JSON: ${reason}`,
    useExample: "Das Beispiel nehmen",
    run: "Ausführen",
    stop: "Anhalten",
    waiting: "Warten auf das erste Token…",
    streaming: "Antwort, wie sie kommt",
    output: "Formen der Ausgabe",
    answer: "Antwort",
    raw: "Wie predict sie druckt",
    pretty: "JSON",
    tokenIds: "Token-IDs",
    tokenIdsHint: "Die erzeugten Tokens, zum Vergleich mit einer anderen Laufzeit.",
    question: "Frage",
    response: "Antwort",
    usage: "Verbrauch",
    stopped: "Sie haben es angehalten. Was es geschrieben hatte, ist behalten und gezählt.",
    cutOff: "Es kam an seine Grenze an Tokens, bevor es fertig war.",
    metrics: "Gemessen",
    tokensPerSecond: "Tempo",
    perSecond: (rate: string) => `${rate} Tokens/s`,
    firstToken: "Erstes Token",
    tokens: "Tokens",
    tokenCounts: (prompt: number, generated: number) =>
      `${formatCount(prompt)} hinein, ${formatCount(generated)} heraus`,
    reused: "Aus dem Cache",
    reusedCount: (reused: number, prompt: number) =>
      `${formatCount(reused)} von ${formatCount(prompt)} Tokens des Prompts`,
    modelLoad: "Laden des Modells",
    runtime: "Laufzeit",
    automatic: "Automatisch",
    automaticHint:
      "Der int4-Kernel für Modelle, die er kennt, da er schneller ist; onnxruntime-web für alle anderen.",
    generatedBy: "Erzeugt von",
    generators: {
      transformers: "Pipeline von transformers.js",
      pyfunc: "generate() der Seite selbst, für die erzeugte Klasse",
      class: "der Klasse des Wrappers, in Python",
    },
    classRan: "Die Klasse der Wrapper-Zelle lief selbst, im Python dieser Seite.",
    typeOf: (type: string) => `Python-Typ: ${type}`,
    noJson: "Dieser Wert hat kein JSON. Der Server von MLflow könnte ihn nicht senden.",
    params: "Params",
    paramsHint: "JSON. Lassen Sie es leer, dann gelten die Vorgaben der Signatur.",
    generatedByHints: {
      transformers: "Option 1 erzeugt auf beiden mit der Text-Generation-Pipeline von transformers.js.",
      pyfunc: "Option 2 erzeugt auf beiden so, wie es generate() von onnxruntime-genai tut.",
    },
    simd: { relaxed: "relaxed SIMD", plain: "SIMD" },
    runtimeReason: "Warum diese Laufzeit",
    shorten: (tokens: number) => `max_length auf ${tokens} setzen`,
    cache: "Keys und Values",
    cacheBits: { 32: "32 Bit, wie nativ", 16: "16 Bit, da 32 nicht passen würden" },
    memory: "Speicher",
    total: "Insgesamt",
    emptyAnswer: "(eine leere Antwort)",
    tokensSoFar: (count: number) => (count === 1 ? "1 Token" : `${formatCount(count)} Tokens`),
  },
  signatureViews: {
    compare: "Vergleichen",
    export: "Exportieren",
    compareWith: "Vergleichen mit",
    chatOf: (version: string) => `llm/v1/chat von MLflow ${version}`,
    completions: "llm/v1/completions von MLflow",
    ofCell: (place: number) => `der Signatur in Zelle ${place}`,
    same: "Nichts ist anders.",
    differences: (other: string) => `Unterschiede zu ${other}`,
    place: "Stelle",
    here: "Hier",
    absent: "fehlt",
    unnamed: "(ohne Namen)",
    format: "Form",
    formats: {
      json: "JSON, wie MLflow es hat",
      "input-schema": "JSON Schema der Eingabe",
      "output-schema": "JSON Schema der Ausgabe",
      openapi: "OpenAPI 3.1",
      typescript: "Typen für TypeScript",
    },
    hints: {
      json: "Die Schemata aus MLmodel, entfaltet.",
      "input-schema":
        "Eine Zeile. Was es annimmt, nimmt MLflow an; MLflow wandelt außerdem manche Werte in den Typ um.",
      "output-schema": "Was das Modell für eine Zeile gibt.",
      openapi: "POST /invocations eines bereitgestellten Modells, mit jeder Form der Nutzlast.",
      typescript: "Für Programme in JavaScript oder TypeScript, die das Modell fragen.",
    },
    download: (file: string) => `${file} herunterladen`,
  },
  mlflowModel: {
    openZip: "MLflow-Modell öffnen: Zip…",
    openFolder: "MLflow-Modell öffnen: Ordner…",
    zipInput: "Zip des MLflow-Modells",
    folderInput: "Ordner des MLflow-Modells",
    opening: "Das MLflow-Modell wird geöffnet",
    cancel: "Abbrechen",
    cancelled: "Das Öffnen wurde abgebrochen. Nichts hat sich geändert.",
    opened: (title: string) =>
      `„${title}“ ist in einem eigenen Notebook offen. Nichts von seinem Code wurde ausgeführt; mit „Alles ausführen“ können Sie es fragen.`,
    openedToRead: (title: string) =>
      `„${title}“ ist zum Lesen offen. Nichts von seinem Code wurde ausgeführt; das Notebook sagt, warum diese Seite es nicht ausführen kann.`,
    title: "Das geöffnete MLflow-Modell",
    views: "Teile des MLflow-Modells",
    files: "Dateien",
    facts: "MLmodel",
    signature: "Signatur",
    noSignature: "Sein MLmodel hat keine Signatur: MLflow prüft nichts von dem, was gefragt wird.",
    flavor: (name: string) => `Flavor ${name}`,
    version: "mlflow_version",
    notSaid: "nicht genannt",
    reading: "MLmodel wird gelesen…",
  },
  pickle: {
    never:
      "Diese Seite liest die Anweisungen des Pickles und führt keine aus. Python täte es beim Laden des Modells: Was unten importiert und aufgerufen wird, läuft dann mit den Rechten dessen, der es lädt. Laden Sie ein Modell nur, wenn Sie dem trauen, der es gemacht hat.",
    fault: (fault: string) => `Es ließ sich nicht bis zum Ende verfolgen. ${fault}`,
    trailing: (bytes: number) =>
      bytes === 1
        ? "Nach seinem Ende folgt 1 Byte; Python liest es nicht."
        : `Nach seinem Ende folgen ${formatCount(bytes)} Bytes; Python liest sie nicht.`,
    imports: (count: number) =>
      count === 1 ? "Importe beim Laden: 1 Name" : `Importe beim Laden: ${formatCount(count)} Namen`,
    noImports: "Es wurden keine gefunden.",
    concerns: {
      dangerous: "Gefährlich",
      code: "Enthält Code",
      unknown: "Nicht bekannt",
      known: "Bekannt",
    },
    calls: (count: number) => (count === 1 ? "Aufrufe: 1" : `Aufrufe: ${formatCount(count)}, der Reihe nach`),
    callsOf: (path: string) => `Aufrufe von ${path}`,
    noCalls: "Es wurden keine gefunden.",
    at: (opcode: string, offset: number) => `${opcode} bei Byte ${formatCount(offset)}`,
    opcodes: (count: number, protocol: number) =>
      count === 1
        ? `Die 1 Anweisung (Protokoll ${protocol})`
        : `Alle ${formatCount(count)} Anweisungen (Protokoll ${protocol})`,
    opcodesOf: (path: string) => `Anweisungen von ${path}`,
    shown: (shown: number, all: number) =>
      `Die ersten ${formatCount(shown)} von ${formatCount(all)} sind zu sehen.`,
    tooLarge: (limit: string) => `Die Datei ist größer als ${limit}; hier wird nicht in sie hineingesehen.`,
    verdict: "Pickles in diesem Modell",
    dangerousFile: (path: string, names: string) => `Wenn Python ${path} lädt, benutzt es ${names}.`,
    unreadFile: (path: string, why: string) =>
      `${path} wurde nicht bis zum Ende gelesen; was es importiert, ist also nicht alles bekannt. ${why}`,
    moreFiles: (count: number) =>
      `Insgesamt ${formatCount(count)} Dateien; sie stehen alle in der Dateiliste.`,
    trust:
      "Diese Seite lädt kein Pickle. Laden Sie dieses Modell in Python nur, wenn Sie dem trauen, der es gemacht hat.",
  },
  chat: {
    view: "Chat",
    turns: (name: string) => `Beiträge im Chat, ${name}`,
    turn: (place: number, role: string) => `Beitrag ${place}, ${role}`,
    roles: (role: string) =>
      own<string>({ user: "Sie", assistant: "Modell", system: "System" }, role) ?? role,
    empty: "Noch gibt es keine Beiträge. Schreiben Sie die erste Nachricht.",
    toTry: "Prompts zum Ausprobieren",
    tries: [
      "Erkläre in zwei Sätzen, was MLflow macht.",
      "Schreibe ein Haiku über das Meer.",
      "Was bedeutet Quantisierung auf int4?",
    ],
    demoKnows:
      "Das Demo-Modell kennt Hauptstädte, ein paar Witze, Begriffe um MLflow und etwas Plauderei, auf Englisch. Andere Antworten von ihm bedeuten nichts.",
    nothing: "(nichts)",
    unanswered: "Noch nicht beantwortet.",
    answerIt: "Beantworten lassen",
    next: (name: string) => `Nächste Nachricht, ${name}`,
    placeholder: "Die nächste Nachricht schreiben",
    send: "Senden",
    sendHint: "Die Eingabetaste sendet. Mit der Umschalttaste beginnt sie eine neue Zeile.",
    system: "System-Nachricht",
    systemHint: "Steht vor dem Chat, welche seiner Fassungen auch zu sehen ist.",
    addSystem: "System-Nachricht hinzufügen",
    removeSystem: "System-Nachricht entfernen",
    edit: (place: number) => `Beitrag ${place} bearbeiten`,
    textOf: (place: number) => `Text von Beitrag ${place}`,
    resend: "Noch einmal senden",
    resendHint:
      "Der Chat geht von hier mit dem neuen Text weiter. Was bisher gesagt wurde, bleibt als andere Fassung.",
    cancel: "Abbrechen",
    copy: (place: number) => `Beitrag ${place} kopieren`,
    remove: (place: number) => `Beitrag ${place} löschen`,
    regenerate: (place: number) => `Beitrag ${place} neu erzeugen`,
    sameAnswer:
      "Es kam dieselbe Antwort heraus. Ohne Sampling nimmt das Modell jedes Mal das wahrscheinlichste Token.",
    versions: (place: number) => `Fassungen von Beitrag ${place}`,
    version: (place: number, count: number) => `${place} / ${count}`,
    earlier: (place: number) => `Frühere Fassung von Beitrag ${place}`,
    later: (place: number) => `Spätere Fassung von Beitrag ${place}`,
    reused: (reused: number, prompt: number) =>
      `${formatCount(reused)} von ${prompt === 1 ? "1 Token" : `${formatCount(prompt)} Tokens`} des Prompts aus dem Cache`,
    stopped: "angehalten",
    readingTemplate: "Die Chat-Vorlage des Modells wird gelesen…",
    template:
      "Dieser Wrapper nimmt einen Prompt. Hier liest ihn die Chat-Vorlage des Modells als Chat, und schreibt ihn, wenn Sie senden.",
    noTemplate:
      "Das Modell darüber hat keine Chat-Vorlage, mit der diese Seite Prompts schreiben kann. Schreiben Sie stattdessen den Prompt selbst.",
    notChat:
      "Dieser Prompt ist kein Chat, wie die Vorlage des Modells ihn schreibt: Marken fehlen, oder er endet nicht dort, wo eine Antwort beginnt. Bearbeiten Sie ihn als Prompt, oder nehmen Sie das Beispiel.",
  },
  sampling: {
    title: "Sampling und Grenzen",
    notSet: "nicht gesetzt",
    expected: ({ kind, min, max, above }: NumberRange) => {
      const number = kind === "int" ? "eine ganze Zahl" : "eine Zahl";
      if (min !== undefined && max !== undefined)
        return `Geben Sie ${number} von ${min} bis ${max} ein, oder nichts.`;
      if (min !== undefined) return `Geben Sie ${number} ab ${min} ein, oder nichts.`;
      return above === undefined
        ? `Geben Sie ${number} ein, oder nichts.`
        : `Geben Sie ${number} über ${above} ein, oder nichts.`;
    },
    noRequest: "Die Eingabe muss zuerst eine Anfrage mit Nachrichten sein.",
    request:
      "Das sind Felder der Anfrage, wie MLflows llm/v1/chat sie nimmt. Was nicht gesetzt ist, sagt generation_config.json des Modells; sie sagt auch, ob das Modell überhaupt zieht (do_sample). Wo es das nicht tut, wird das wahrscheinlichste Token genommen, was auch immer temperature, top_p und top_k sind.",
    requestMeanings: {
      temperature:
        "Unter 1 bleibt es bei wahrscheinlichen Tokens, über 1 gleichen sich die Chancen an. Es muss über 0 liegen.",
      top_p:
        "Zieht aus den wahrscheinlichsten Tokens, die zusammen diese Wahrscheinlichkeit haben. Von 0 bis 1; 1 heißt alle.",
      top_k: "Zieht aus so vielen der wahrscheinlichsten Tokens. Eine ganze Zahl; 0 heißt alle.",
      max_tokens: "So viele Tokens hat die Antwort höchstens. Es geht max_length des Wrappers vor.",
    },
    stop: "Ein Text je Zeile. Die Antwort endet nach einem solchen, der in ihr bleibt. Verglichen wird Token für Token, wie MLflow es tut.",
    seed: "Derselbe Seed zieht dieselben Token. Er ist kein Teil der Anfrage: Das gespeicherte Notebook ruft vor predict transformers.set_seed auf; auf einer CPU zieht das dieselben Token.",
    requestRefused:
      "n, stream, frequency_penalty, presence_penalty und custom_inputs stehen in MLflows Signatur, aber sein predict scheitert an ihnen.",
    search:
      "Nativ nimmt predict nur den Prompt: Eine Anfrage kann diese Werte nicht ändern. Es sind Suchoptionen des Wrappers darüber; wer eine ändert, ändert den Code des Wrappers und das Artefakt. Was nicht gesetzt ist, sagt genai_config.json des Modells.",
    editedByHand: "Der Code des Wrappers wurde von Hand geändert. Ändern Sie die Werte dort.",
    doSample: "True zieht das nächste Token nach seiner Chance; False nimmt das wahrscheinlichste.",
    searchMeanings: {
      temperature:
        "Unter 1 bleibt es bei wahrscheinlichen Tokens, über 1 gleichen sich die Chancen an; 0 nimmt das wahrscheinlichste.",
      top_k:
        "Zieht aus so vielen der wahrscheinlichsten Tokens. 1 nimmt das wahrscheinlichste; 0 heißt alle.",
      top_p:
        "Zieht aus den wahrscheinlichsten Tokens, die zusammen diese Wahrscheinlichkeit haben. 0 und 1 heißen alle.",
      repetition_penalty: "Über 1 macht Tokens unwahrscheinlicher, die schon vorkamen; 1 ändert nichts.",
      random_seed: "Derselbe Seed zieht dieselben Tokens wieder, auch nativ. Unter 0: jedes Mal ein neuer.",
      min_length: "Vor so vielen Tokens, den Prompt mitgezählt, kann die Antwort nicht enden.",
      max_length:
        "Tokens von Prompt und Antwort zusammen, höchstens; nicht mehr als der Kontext des Modells.",
    },
    searchStop:
      "Stoppsequenzen gibt es nicht: predict dieses Wrappers endet bei den Ende-Tokens des Modells.",
  },
  runs: {
    view: "Läufe",
    hint: "Die letzten 20 Antworten dieser Zelle, seit die Seite offen ist. Wählen Sie zwei, um sie zu vergleichen.",
    none: "Diese Zelle lief noch nicht, seit die Seite offen ist.",
    compare: "Vergleich",
    answer: "Antwort",
    run: (place: number) => `Lauf ${place}`,
  },
  compare: {
    view: "Vergleich",
    with: "Vergleichen mit",
    none: "Noch hat keine andere Inferenz-Zelle eine Antwort.",
    otherRuntime: "Eine Zelle hinzufügen, die dasselbe mit der anderen Laufzeit ausführt",
    otherInput: "Die beiden Zellen haben verschiedene Eingaben.",
    same: (count: number) =>
      count === 1
        ? "Beide Antworten sind gleich, in ihrem einen Zeichen."
        : `Beide Antworten sind gleich, in allen ${formatCount(count)} Zeichen.`,
    differs: (place: number) =>
      `Die Antworten trennen sich bei Zeichen ${formatCount(place)}; von dort an sind sie markiert.`,
    ends: "(endet hier)",
  },
  tokens: {
    view: "Tokens",
    keep: "Wahrscheinlichkeiten der Tokens behalten",
    notKept:
      "Dieser Lauf hat keine Wahrscheinlichkeiten behalten. Dafür werden bei jedem Token die Bewertungen des Modells gelesen; die Antwort bleibt gleich.",
    runAgain: "Noch einmal mit Wahrscheinlichkeiten ausführen",
    hint: "Die eigenen Wahrscheinlichkeiten des Modells, vor temperature, Penaltys und Auswahl. Pfeiltasten führen von Token zu Token.",
    legend: "Für wie wahrscheinlich das Modell jedes Token hielt",
    likelihoods: ["90 % und mehr", "50 bis 90 %", "10 bis 50 %", "1 bis 10 %", "unter 1 %"],
    list: (name: string) => `Tokens der Antwort, ${name}`,
    token: (place: number, text: string, probability: string) => `Token ${place}: ${text}, ${probability}`,
    card: (place: number) => `Token ${place}`,
    facts: (id: number, probability: string) => `ID ${id}, Wahrscheinlichkeit ${probability}`,
    alternatives: "Am wahrscheinlichsten an dieser Stelle",
    chosen: "(gewählt)",
    asTable: "Alle Tokens als Tabelle",
    table: (name: string) => `Tabelle der Tokens, ${name}`,
    place: "Stelle",
    text: "Text",
    id: "ID",
    probability: "Wahrscheinlichkeit",
  },
  trace: {
    send: "Als Trace an einen MLflow-Server senden",
    hint: "Frage und Antwort, die Tokens und die Zeiten gehen an den Server. Sein Experiment zeigt sie unter „Traces“.",
    sendNow: "Trace senden",
    sent: "Gesendet als",
  },
  plots: {
    view: "Diagramme",
    speed: "Tokens je Sekunde",
    perSecond: "Tokens/s, über 8 Tokens",
    tokens: "gehaltene Tokens",
    tooFew: "Die Antwort ist zu kurz für ein Diagramm ihres Tempos.",
    speedSummary: (first: string, last: string, least: string, most: string) =>
      `Von ${first} am Anfang bis ${last} am Ende; zwischen ${least} und ${most}.`,
    cache: "KV-Cache",
    cacheSummary: (prompt: number, reused: number, generated: number, end: number, limit: number) =>
      `${prompt === 1 ? "1 Token" : `${formatCount(prompt)} Tokens`} des Prompts${reused === 0 ? "" : ` (${formatCount(reused)} davon vom Lauf davor)`} und ${formatCount(generated)} erzeugte: ${formatCount(end)} von ${formatCount(limit)}, die dieser Lauf halten darf.`,
    number: (value: number) => new Intl.NumberFormat("de", { maximumFractionDigits: 1 }).format(value),
    xEnd: (tokens: number) => `Token ${formatCount(tokens)}`,
  },
  outline: {
    title: "Gliederung",
    collapseAll: "Alle Zellen zuklappen",
    expandAll: "Alle Zellen aufklappen",
    empty: "Das Notebook hat keine Überschriften und keine Zellen, die laufen.",
  },
  find: {
    title: "Suchen und ersetzen",
    find: "Suchen",
    by: "Ersetzen durch",
    previous: "Voriger Treffer",
    next: "Nächster Treffer",
    matchCase: "Groß- und Kleinschreibung",
    wholeWord: "Ganze Wörter",
    regex: "Regulärer Ausdruck",
    replace: "Ersetzen",
    replaceAll: "Alle ersetzen",
    edit: "Zum Treffer gehen",
    count: (at: number, of: number) => `${formatCount(at)} von ${formatCount(of)}`,
    none: "Nichts gefunden.",
    bad: "Erwartet wird ein regulärer Ausdruck von JavaScript, der mindestens ein Zeichen trifft. Klammern und Backslashes prüfen.",
    replaced: (count: number) =>
      count === 1
        ? "Ein Treffer ersetzt."
        : `${formatCount(count)} Treffer ersetzt; Rückgängig nimmt alle zurück.`,
    leftInJson: (count: number) =>
      `${count === 1 ? "Ein Treffer" : `${formatCount(count)} Treffer`} im JSON einer Anfrage ${count === 1 ? "blieb" : "blieben"} stehen: Die Anfrage wäre kein JSON mehr oder sagte etwas anderes. Ändern Sie sie dort von Hand.`,
    scope:
      "Durchsucht Texte, Code, Anfragen, die Felder von Registrieren-Zellen sowie angezeigte Ausgaben und Antworten. Ausgaben und Antworten werden nicht ersetzt.",
  },
  shortcuts: {
    title: "Tastenkürzel",
    intro:
      "Einzelne Tasten gelten, solange eine Zelle selbst den Fokus hat, nicht ein Feld in ihr. Escape bringt Sie dorthin.",
    leave: "Das Feld oder den Editor verlassen, oder mehrere Zellen für eine",
  },
  register: {
    server: "MLflow-Tracking-Server",
    serverHint:
      "Seine Adresse, etwa http://localhost:5000. Nichts wird gesendet, bevor Sie auf den Knopf drücken.",
    user: "Benutzername",
    userHint: "Leer für ein Token, oder wo der Server nach nichts fragt.",
    secret: "Token oder Passwort",
    secretHint: "Geht nur an diesen Server und nie in das Notebook.",
    keep: "Beides in diesem Browser behalten",
    experiment: "Experiment",
    experimentHint: "Wird angelegt, wenn es keines mit diesem Namen gibt.",
    runName: "Name des Laufs",
    runNameHint: "Leer: Der Server wählt einen.",
    registeredName: "Registriertes Modell",
    registeredNameHint: "Leer: Das Modell wird geloggt und nicht registriert.",
    alias: "Alias",
    aliasHint: "Geht auf die neue Version über: models:/name@alias.",
    tags: "Tags der Version",
    tagsHint: "Einer je Zeile, etwa stage: test.",
    access: "Wer Sie dort sind",
    look: "Auf dem Server nachsehen",
    looking: "Der Server wird gefragt",
    lookHint:
      "Fragt nach seiner Version und dem, was er hat, damit Sie unten wählen können. Sendet sonst nichts.",
    seen: (version: string, experiments: string, models: string) =>
      `Es ist MLflow ${version}, mit ${experiments === "1" ? "1 Experiment" : `${experiments} Experimenten`} und ${models === "1" ? "1 registrierten Modell" : `${models} registrierten Modellen`}.`,
    open: "Von MLflow…",
    openTitle: "Ein registriertes Modell öffnen",
    openText:
      "Seine Dateien werden von Ihrem MLflow-Tracking-Server heruntergeladen und in diesem Browser behalten.",
    list: "Seine Modelle auflisten",
    registered: "Modell und Version",
    versionOf: (name: string, version: string, aliases: readonly string[]) =>
      [`${name}, Version ${version}`, ...aliases.map((alias) => `@${alias}`)].join(" "),
    none: "Dort ist kein Modell registriert.",
    openIt: "Herunterladen und öffnen",
    cancel: "Abbrechen",
    publish: "Loggen und registrieren",
    log: "Das Modell loggen",
    where: (url: string) => `Sendet die Dateien des Modells an ${url}.`,
    nowhere: "Nennen Sie zuerst die Adresse des Servers.",
    apart: "„Alles ausführen“ lässt diese Zelle aus: Sie läuft nur mit ihrem eigenen Knopf.",
    uploadStopped: (url: string, sent: number, files: number) =>
      `Ein Upload an ${url} brach bei ${formatCount(sent)} von ${formatCount(files)} Dateien ab.`,
    uploadStoppedEarly: (url: string) => `Ein Upload an ${url} brach vor der ersten Datei ab.`,
    uploadElsewhere: (url: string) => `Ein anderer Tab dieses Browsers lädt das gerade an ${url} hoch.`,
    continueUpload: "Fortsetzen",
    cleanUp: "Aufräumen",
    cleanUpHint: "Markiert auf dem Server den Lauf als abgebrochen und das Modell als misslungen.",
    done: (name: string, version: string) => `Registriert als ${name}, Version ${version}.`,
    logged: "Geloggt und nicht registriert.",
    sentLabel: "Gesendet",
    sent: (files: string, bytes: string) => `${files === "1" ? "1 Datei" : `${files} Dateien`}, ${bytes}`,
    run: "Lauf",
    model: "Modell",
    version: "Version",
    mlflow: "MLflow auf dem Server",
    load: "In Python laden",
  },
  commands: {
    title: "Befehle",
    placeholder: "Einen Befehl an seinem Namen finden…",
    list: "Gefundene Befehle",
    none: "Kein Befehl heißt so.",
    groups: { run: "Ausführen", edit: "Zellen", view: "Auswahl und Ansicht", notebook: "Notebook" },
    restarted:
      "Inferenz und Python wurden neu gestartet: Der nächste Lauf lädt das Modell neu, und die Variablen von Python sind weg. Ausgaben bleiben.",
    onlyText: "Nur Text-Zellen und Code-Zellen lassen sich ineinander verwandeln.",
    onlyMerge: "Nur benachbarte Text-Zellen und Code-Zellen lassen sich verbinden.",
    run: {
      cell: "Die gewählten Zellen ausführen",
      cellAndNext: "Ausführen und zur nächsten Zelle gehen, am Ende zu einer neuen",
      cellAndInsert: "Ausführen und darunter eine Zelle einfügen",
      all: "Alle Zellen ausführen",
      stale: "Veraltete Zellen ausführen",
      above: "Alle Zellen darüber ausführen",
      below: "Diese Zelle und alle darunter ausführen",
      interrupt: "Unterbrechen",
      restart: "Neu starten",
      restartAndRunAll: "Neu starten und alle ausführen",
    },
    edit: {
      enter: "Die Zelle bearbeiten",
      undo: "Rückgängig",
      redo: "Wiederholen",
      addAbove: "Darüber eine Text-Zelle einfügen",
      addBelow: "Darunter eine Text-Zelle einfügen",
      addType: (type: string) => `Darunter eine Zelle einfügen: ${type}`,
      cut: "Die gewählten Zellen ausschneiden",
      copy: "Die gewählten Zellen kopieren",
      pasteBelow: "Zellen darunter einsetzen",
      pasteAbove: "Zellen darüber einsetzen",
      delete: "Die gewählten Zellen löschen",
      moveUp: "Die gewählten Zellen nach oben",
      moveDown: "Die gewählten Zellen nach unten",
      merge: "Die gewählten Zellen verbinden, oder eine mit der darunter",
      split: "Die Zelle an der Schreibmarke teilen",
      toCode: "In eine Code-Zelle verwandeln",
      toText: "In eine Text-Zelle verwandeln",
    },
    view: {
      previous: "Zur Zelle darüber gehen",
      next: "Zur Zelle darunter gehen",
      extendUp: "Die Zelle darüber mitwählen",
      extendDown: "Die Zelle darunter mitwählen",
      selectAll: "Alle Zellen wählen",
      outline: "Die Gliederung zeigen",
      collapse: "Die gewählten Zellen zuklappen",
      expand: "Die gewählten Zellen aufklappen",
      foldSection: "Den Abschnitt einklappen",
      unfoldSection: "Den Abschnitt ausklappen",
      lineNumbers: "Zeilennummern zeigen oder verbergen",
      plainEditor: "Code in einem einfachen Textfeld bearbeiten, oder im Code-Editor",
      theme: (theme: string) => `Farben: ${theme}`,
      shortcuts: "Die Tastenkürzel zeigen",
      palette: "Einen Befehl finden",
      status: "Den Status zeigen",
      endpoint: "Lokaler Endpunkt",
    },
    notebook: {
      keep: "Jetzt in diesem Browser speichern",
      duplicate: "Dieses Notebook verdoppeln",
      delete: "Dieses Notebook löschen",
      reset: "Auf die Vorlage zurücksetzen",
      create: (from: string) => `Neues Notebook: ${from}`,
      open: (title: string) => `Öffnen: ${title}`,
    },
  },
} satisfies Texts;
