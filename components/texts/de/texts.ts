/**
 * Every sentence of the interface, in German. One that is missing does not compile; with `satisfies Translation<AllTexts>` at the
 * end, it would be shown in English.
 */
import type { PreflightFinding } from "#bundle/download/preflight.ts";
import { own } from "#base/own.ts";
import { formatBytes, formatCount } from "#components/format.ts";
import type { NumberRange } from "#pipeline/sampling-ranges.ts";
import type { AllTexts } from "../all-texts.ts";

export const de = {
  app: {
    name: "Phi-3 MLflow Notebook",
    skip: "Zum Notebook springen",
    loading: "Ihr Notebook wird geöffnet…",
    notebook: "Zellen des Notebooks",
  },
  part: {
    missing:
      "Dieser Teil der Seite konnte nicht geladen werden. Vielleicht sind Sie offline, oder es gibt eine neue Version der Seite. Laden Sie die Seite neu. In Ihrem Notebook geht nichts verloren.",
    failed: (why: string) =>
      `In diesem Teil der Seite ist ein Fehler aufgetreten (${why}). In Ihrem Notebook geht nichts verloren. Laden Sie die Seite neu. Tritt der Fehler wieder auf, melden Sie ihn bitte mit dem Text aus Mehr › Status.`,
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
    resetDone: "Die Vorlage ist wiederhergestellt. Mit „Rückgängig“ bekommen Sie Ihre Version zurück.",
    shortcuts: "Tastenkürzel",
    guide: "Benutzerhandbuch (Englisch)",
    status: "Status",
    commands: "Befehle",
    code: "Code",
    editor: { lineNumbers: "Zeilennummern", plain: "Einfacher Texteditor" },
    theme: "Farben",
    themes: { system: "System", light: "Hell", dark: "Dunkel" },
    language: "Sprache",
    languages: { system: "Sprache des Browsers" },
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
        ran === 1 ? "1 Zelle ausgeführt" : `${ran} Zellen ausgeführt`,
        ...(failed > 0 ? [`${failed} fehlgeschlagen`] : []),
        ...(stopped > 0 ? [`${stopped} angehalten`] : []),
        ...(notRun > 0 ? [`${notRun} nicht ausgeführt`] : []),
      ].join(", "),
    goToFailed: (count: number) => (count === 1 ? "Hingehen" : "Zum ersten Fehler"),
    goToAnswer: "Zur Antwort",
  },
  service: {
    update:
      "Es gibt eine neue Version dieser Seite. Laden Sie neu, wenn es Ihnen passt. Ihre Notebooks werden vorher gespeichert.",
    taken:
      "Ein anderer Tab hat eine neue Version dieser Seite geladen. Laden Sie neu, wenn es Ihnen passt. Ihre Notebooks werden vorher gespeichert.",
    reload: "Neu laden",
    isolate: (threads: number) =>
      `Dieser Server isoliert die Seite nicht, daher laufen Modelle in nur einem Thread. Laden Sie die Seite neu, um sie zu isolieren und ${threads} Threads zu nutzen. Ihre Arbeit wird vorher gespeichert.`,
  },
  status: {
    title: "Status",
    intro:
      "Was dieser Browser und dieser Server der Seite bieten. Modelle laufen auf Ihrer CPU, in WebAssembly. Nichts, was Sie eingeben, verlässt die Seite.",
    yes: "Ja",
    no: "Nein",
    none: "Keiner",
    unknown: "Unbekannt",
    notYet: "Noch nicht",
    limited: "könnte besser sein",
    of: (used: string, total: string) => `${used} von ${total}`,
    actions: {
      reload: "Seite neu laden",
      update: "Mit der neuen Version laden",
      persist: "Den Browser um dauerhaften Speicher bitten",
    },
    secure: "Sicher ausgeliefert",
    notSecure:
      "Die Seite wurde über http von einem anderen Rechner geladen. Solchen Seiten geben Browser weder Threads noch Speicher für Modelle, keinen Service Worker und keine Installation. Liefern Sie die Seite über https aus, oder öffnen Sie sie auf jenem Rechner als localhost.",
    isolatedIfSecure: "Nur eine Seite, die über https oder von localhost kommt, kann isoliert werden.",
    isolation: "Isolierung (cross-origin isolation)",
    isolated: "Die Seite kann Speicher zwischen Threads teilen.",
    isolatedAfterReload:
      "Der Server sendet die Header nicht, die eine Seite isolieren. Der Service Worker der Seite fügt sie beim nächsten Laden hinzu.",
    notIsolatedYet:
      "Der Server sendet die Header nicht, die eine Seite isolieren. Der Service Worker, der sie hinzufügt, wird gerade installiert.",
    notIsolatedByBrowser:
      "Der Service Worker hat die Header hinzugefügt, aber der Browser isoliert die Seite trotzdem nicht. Liefern Sie sie mit Cross-Origin-Opener-Policy: same-origin und Cross-Origin-Embedder-Policy: require-corp aus, oder verwenden Sie einen anderen Browser.",
    notIsolated:
      "Der Server sendet die Header nicht, die eine Seite isolieren, und es gibt keinen Service Worker, der sie hinzufügt. Liefern Sie die Seite mit Cross-Origin-Opener-Policy: same-origin und Cross-Origin-Embedder-Policy: require-corp aus, wie es npm start tut.",
    threads: "Threads",
    threadsOf: (threads: number, processors: number) =>
      `${threads === 1 ? "1 Thread" : `${threads} Threads`} auf ${processors === 1 ? "1 Prozessorkern" : `${processors} Prozessorkernen`}`,
    manyThreads: "Mehr als vier Threads helfen wenig: Der Engpass ist der Speicher, nicht der Prozessor.",
    oneThread: "Modelle laufen, aber langsam. Mehr Threads setzen die Isolierung voraus.",
    simd: "SIMD",
    simdRelaxed: "Relaxed SIMD",
    simdRelaxedText: "Der int4-Kernel nutzt sein schnellstes int8-Skalarprodukt.",
    simdPlain: "SIMD, ohne relaxed SIMD",
    simdPlainText:
      "Der int4-Kernel nutzt seinen langsameren Build. Ein neuerer Browser unterstützt vielleicht relaxed SIMD.",
    simdNone:
      "Ohne SIMD in WebAssembly laufen keine Modelle. Verwenden Sie einen Browser aus den letzten drei Jahren.",
    jsMemory: "Speicher von JavaScript",
    jsMemoryUnknown: "Nur Chromium nennt ihn.",
    jsMemoryFull:
      "Er ist fast voll. Speichern Sie Ihr Notebook, schließen Sie andere Tabs dieser Seite und laden Sie neu.",
    deviceMemory: (gigabytes: number) =>
      gigabytes >= 8
        ? "Dieser Rechner hat 8 GB oder mehr."
        : `Dieser Rechner hat ungefähr ${formatCount(gigabytes)} GB.`,
    wasmMemory: "Speicher des Modells",
    wasmMemoryUnknown:
      "Bekannt, sobald eine Inferenz-Zelle auf dem int4-Kernel gelaufen ist. Ein Modell kann bis zu 4 GB nutzen.",
    wasmMemoryText: "Gewichte und Cache des Modells, das zuletzt lief. Ein Modell kann bis zu 4 GB nutzen.",
    storage: "Speicherplatz",
    storedIfSecure:
      "Notebooks werden gespeichert. Modelle lassen sich nur über https oder localhost herunterladen. Öffnen Sie stattdessen ein Modell aus einem Ordner oder einer Zip-Datei.",
    storageText: "Platz, den Notebooks und Modelle belegen, von dem, was dieser Browser erlaubt.",
    storageFull:
      "Er ist fast voll. Löschen Sie in einer Modell-Zelle unter „Gespeicherte Modelle“, was Sie nicht mehr brauchen, oder schaffen Sie Platz auf der Festplatte.",
    noStorage:
      "Der Browser speichert nichts für diese Seite, wie in einem privaten Fenster. Speichern Sie Ihr Notebook als .ipynb, bevor Sie die Seite verlassen.",
    persistence: "Dauerhafter Speicher",
    persisted: "Der Browser löscht Notebooks und Modelle nicht von sich aus.",
    notPersisted: "Der Browser darf Notebooks und Modelle löschen, wenn der Platz knapp wird.",
    persistRefused:
      "Der Browser hat abgelehnt. Vielleicht stimmt er zu, wenn die Seite ein Lesezeichen hat, installiert ist oder öfter benutzt wird.",
    persistenceUnknown:
      "Dieser Browser sagt nicht, ob er Notebooks und Modelle löschen darf, wenn der Platz knapp wird.",
    service: "Service Worker",
    serviceActive: "Aktiv",
    serviceText: "Er öffnet die Seite ohne Netz und isoliert sie, wo der Server es nicht tut.",
    serviceInstalling: "Wird installiert",
    serviceUpdate: "Neue Version bereit",
    updateText: "Sie wird beim nächsten Laden aktiv. Ihre Notebooks werden vorher gespeichert.",
    serviceBypassed: "Umgangen",
    bypassedText:
      "Die Seite wurde ohne ihn geladen, wie mit der Umschalttaste. Laden Sie sie noch einmal ohne Umschalttaste neu.",
    serviceDevelopment: "Der Entwicklungsserver verwendet keinen.",
    serviceAbsent: (detail: string | null) =>
      `Ohne ihn braucht die Seite das Netz, lässt sich nicht installieren und hat keinen lokalen Endpunkt. Alles andere funktioniert. Manche Browser schalten ihn in privaten Fenstern, durch eine Einstellung oder auf Seiten ohne https ab.${detail === null ? "" : ` Der Browser sagt: ${detail}`}`,
    offline: "Offline nutzbar",
    offlineNone: "Dafür ist der Service Worker nötig.",
    offlineReady: "Die ganze Seite und das Demo-Modell sind in diesem Browser gespeichert.",
    offlineBusy:
      "Die Seite ist in diesem Browser gespeichert. Die Laufzeiten und das Demo-Modell werden noch geladen.",
    offlinePart:
      "Die Seite ist in diesem Browser gespeichert. Die Laufzeiten und das Demo-Modell werden gespeichert, wenn Sie sie zum ersten Mal nutzen.",
    offlineProblem: (reason: string) =>
      `Ein Teil der Seite konnte nicht gespeichert werden: ${reason} Fehlende Dateien werden bei Bedarf geladen.`,
    versions: "Versionen",
    notices: "Lizenzen Dritter",
    report: "den Status, für eine Fehlermeldung",
  },
  endpoint: {
    open: "Lokaler Endpunkt",
    chip: "Endpunkt an",
    title: "Lokaler Endpunkt",
    intro:
      "Andere Tabs unter dieser Adresse können das Modell über HTTP fragen, so wie Programme später das bereitgestellte. Die Seite antwortet wie mlflow models serve und Azure ML. Nichts verlässt diesen Browser, und keine andere Website erreicht den Endpunkt.",
    noService:
      "Er braucht den Service Worker der Seite, und der läuft nicht. Unter „Status“ sehen Sie, warum und was Sie tun können.",
    notControlled: "Der Service Worker steuert diese Seite noch nicht. Laden Sie die Seite einmal neu.",
    reload: "Neu laden",
    nothingRun:
      "Führen Sie zuerst eine Inferenz-Zelle aus. Der Endpunkt nutzt das Modell, das die Zelle ausgeführt hat.",
    cell: "Inferenz-Zelle",
    cellHint:
      "Inferenz-Zellen, die gelaufen sind. Anfragen nutzen Wrapper und Modell des letzten Laufs der Zelle.",
    on: "Anfragen beantworten",
    onHint:
      "Der Endpunkt antwortet, bis Sie ihn ausschalten oder diesen Tab schließen oder neu laden. Das Ausschalten bricht laufende Anfragen ab.",
    routes: "Adressen",
    methods: { invocations: "POST", score: "POST", ping: "GET", version: "GET" },
    routeTexts: {
      invocations:
        "Wie MLflows Scoring-Server: dataframe_split, dataframe_records, inputs, instances oder messages, wie sie sind.",
      score: "Wie ein Online-Endpunkt von Azure ML: input_data.",
      ping: "Sagt, ob der Endpunkt läuft. health tut dasselbe.",
      version: "Die Version von MLflow, für die der Wrapper geschrieben ist.",
    },
    tryIt: "Ausprobieren",
    tryHint:
      "Läuft in jedem Tab unter dieser Adresse, etwa in der Konsole des Browsers. Mit der Adresse eines Servers läuft es überall.",
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
    problem: (reason: string) => `Was im Modell schiefging (ein Server würde es nicht sagen): ${reason}`,
  },
  notices: { region: "Mitteilungen", dismiss: "Schließen" },
  dialog: { close: "Schließen" },
  field: {
    notNumber: "Geben Sie eine Zahl ein, etwa 300 oder 0,7.",
    decimals: "Trennen Sie Dezimalstellen mit Punkt oder Komma ab, etwa 0,7.",
    refused: (field: string, text: string) =>
      `Nichts wurde ausgeführt: ${field} enthält ${text.trim() === "" ? "nichts" : `„${text}“`}, und das ist keine Zahl. Geben Sie eine Zahl ein, etwa 300 oder 0,7.`,
  },
  copy: {
    copy: "Kopieren",
    copied: "Kopiert",
    failed: "Der Browser hat das Kopieren nicht erlaubt. Markieren Sie den Text und kopieren Sie ihn selbst.",
  },
  cell: {
    name: (place: number, type: string) => `Zelle ${place}: ${type}`,
    run: (name: string) => `${name} ausführen`,
    stop: (name: string) => `${name} anhalten`,
    menu: (name: string) => `Aktionen für ${name}`,
    moveUp: "Nach oben",
    moveDown: "Nach unten",
    duplicate: "Duplizieren",
    delete: "Löschen",
    addAbove: "Zelle darüber einfügen",
    addBelow: "Zelle darunter einfügen",
    edit: "Bearbeiten",
    collapse: (name: string) => `${name} zuklappen`,
    expand: (name: string) => `${name} aufklappen`,
    foldSection: (title: string) => `Abschnitt „${title}“ einklappen`,
    unfoldSection: (title: string) => `Abschnitt „${title}“ ausklappen`,
    hiddenCount: (count: number) =>
      count === 1 ? "1 Zelle ausgeblendet" : `${formatCount(count)} Zellen ausgeblendet`,
    deleted: (type: string) => `Zelle gelöscht: ${type}.`,
    deletedCount: (count: number) => `${formatCount(count)} Zellen gelöscht.`,
    selectedCount: (count: number) =>
      count === 1 ? "1 Zelle ausgewählt." : `${formatCount(count)} Zellen ausgewählt.`,
    rowsAsked: (rows: string, all: string) => `${rows} von ${all} Zeilen`,
    addAt: (place: number) => `Eine Zelle an Stelle ${place} einfügen`,
    addFirst: "Ganz oben eine Zelle einfügen",
    empty: "Das Notebook ist leer. Fügen Sie eine Zelle ein.",
    emptyUndo: "Das Notebook ist leer. Fügen Sie eine Zelle ein, oder machen Sie etwas rückgängig.",
    drag: (name: string) => `${name} an eine andere Stelle ziehen`,
  },
  state: {
    idle: "Noch nicht ausgeführt",
    queued: "Wartet",
    running: (seconds: string) => `Läuft ${seconds}`,
    done: (seconds: string) => `Fertig in ${seconds}`,
    stopped: (seconds: string) => `Angehalten nach ${seconds}`,
    interrupted: "Angehalten, als die Seite neu geladen oder geschlossen wurde",
    failed: "Fehlgeschlagen",
    needsConsent: "Wartet auf Ihre Antwort",
    staleBecause: (because: string) => `Veraltet. ${because}`,
    failedBecause: (name: string, message: string) => `${name} ist fehlgeschlagen. ${message}`,
    earlierOutput: "Ausgabe eines früheren Laufs.",
    progress: "Fortschritt",
  },
  longSource: {
    edit: "Alles bearbeiten",
  },
  serverConsent: {
    title: (server: string) => `Darf das Python dieses Notebooks ${server} verwenden?`,
    text: "Sein Code kann dann Läufe, Experimente und registrierte Modelle auf diesem Server lesen und ändern, mit Ihren Anmeldedaten dafür. Lesen Sie den Code, bevor Sie zustimmen. Andere Adressen erreicht er weiterhin nicht.",
    agree: "Server verwenden lassen",
    refuse: "Nicht zulassen",
    holds:
      "Ihre Antwort gilt für dieses Notebook und diesen Server, bis Sie die Seite schließen oder neu laden.",
    beside: (files: string) =>
      `In dieser Sitzung läuft auch Python eines geöffneten Modells: ${files}. Es könnte den Server ebenfalls verwenden. Starten Sie Python neu, um den Server ohne es zu verwenden.`,
  },
  serverModelConsent: {
    text: (server: string) =>
      `Der Code lädt ein Modell von ${server}, und dieses Modell bringt Python mit, das diese Seite nicht geschrieben hat. Lesen Sie es, bevor Sie zustimmen. Es läuft in der Sitzung dieses Notebooks, sieht also Ihre Variablen, und kann ${server} verwenden wie Ihr Code. Andere Adressen erreicht es nicht.`,
    holds:
      "Ihre Antwort gilt für dieses Modell, dieses Notebook und diesen Server, bis Sie die Seite schließen oder neu laden.",
  },
  modelConsent: {
    title: "Das Python dieses Modells ausführen?",
    text: "Dieses Modell bringt Python mit, das diese Seite nicht geschrieben hat. Lesen Sie es, bevor Sie zustimmen. Es läuft ohne Netz und kann nicht lesen, was dieser Browser aufbewahrt; es sieht aber, was Sie das Modell fragen, und bestimmt, was die Antwort sagt.",
    files: "Diese Dateien würden laufen:",
    inWrapper: "Ihr Code steht in der Wrapper-Zelle.",
    agree: "Python dieses Modells ausführen",
    refuse: "Nicht ausführen",
    refused: "Sie haben sich dagegen entschieden. Nichts davon ist gelaufen.",
    holds: "Ihre Antwort gilt für dieses Modell, bis Sie die Seite schließen oder neu laden.",
  },
  errors: {
    title: {
      "invalid-argument": "onnxruntime-genai lehnt eine Einstellung ab",
      "invalid-config": "Die Konfiguration des Modells ist fehlerhaft",
      "invalid-input": "Die Eingabe ist fehlerhaft",
      "invalid-zip": "Diese Zip-Datei ist nicht verwendbar",
      "invalid-bundle": "Dieses Modell ist nicht verwendbar",
      "invalid-model": "Die Datei des Modells ist beschädigt",
      "invalid-wrapper": "Der Wrapper muss geändert werden",
      "prompt-too-long": "Der Prompt ist zu lang",
      raised: "Python hat eine Ausnahme ausgelöst",
      "name-taken": "Der Name ist vergeben",
      "worker-died": "Die Inferenz endete unerwartet",
      "python-ended": "Python ist beendet",
      "out-of-memory": "Zu wenig Speicher",
      "missing-dependency": "Weiter oben fehlt etwas",
      "not-found": "Nicht gefunden",
      network: "Die Anfrage ist fehlgeschlagen",
      storage: "Der Browser konnte das nicht speichern",
      "unsafe-path": "Unsicherer Pfad",
      unsupported: "Diese Seite kann dieses Modell nicht ausführen",
    },
    advice: {
      "invalid-argument":
        "Diese Meldung kommt von der Bibliothek; auch Python würde hier abbrechen. Ändern Sie den Wert in der Wrapper-Zelle und führen Sie diese Zelle noch einmal aus.",
      "worker-died":
        "Passiert das noch einmal, braucht das Modell vielleicht mehr Speicher, als verfügbar ist. Schließen Sie andere Tabs, verringern Sie max_length in der Wrapper-Zelle, oder wählen Sie ein kleineres Modell.",
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
    duplicate: "Duplizieren",
    copyOf: (title: string) => `${title}, Kopie`,
    delete: "Löschen",
    deleted: (title: string) => `„${title}“ ist gelöscht.`,
    openFile: "Datei öffnen…",
    fileInput: "Notebook-Datei",
    openUrl: "Von einer Adresse öffnen…",
    urlTitle: "Ein Notebook von einer Adresse öffnen",
    urlText:
      "Geben Sie die Adresse einer .ipynb-Datei auf GitHub oder auf dem Server dieser Seite ein. Beim Öffnen wird nichts ausgeführt.",
    url: "Adresse",
    open: "Öffnen",
    save: "Als .ipynb speichern",
    saved: (fileName: string) => `${fileName} wird heruntergeladen. Es läuft in Jupyter mit MLflow.`,
    share: "Teilen…",
    publish: "Als Website veröffentlichen…",
    shareText:
      "Der Link enthält das ganze Notebook, ohne Ausgaben und Modelle. Es steht im Teil nach dem #, den Browser an keinen Server senden. Wer den Link hat, kann das Notebook lesen.",
    link: "Link",
    opened: (title: string) => `„${title}“ ist geöffnet. Nichts wurde ausgeführt.`,
    sharedTitle: (title: string) => `Das geteilte Notebook „${title}“ öffnen?`,
    sharedText: (count: number) =>
      `Dieser Link enthält ein Notebook mit ${count === 1 ? "1 Zelle" : `${formatCount(count)} Zellen`}. Es öffnet sich als neues Notebook und ersetzt keines von Ihren. Nichts läuft, bis Sie es ausführen.`,
    openShared: "Öffnen",
    leaveShared: "Nicht jetzt",
    cancel: "Abbrechen",
    changedElsewhere:
      "Ein anderer Tab hat dieses Notebook inzwischen geändert. Laden Sie dessen Version, oder arbeiten Sie hier mit einer Kopie weiter. Ihre Änderungen bleiben in beiden Fällen erhalten.",
    takeOther: "Andere Version laden",
    saveCopy: "Mit einer Kopie weiterarbeiten",
    problem: "Das Notebook wird nicht gezeigt",
    notShown: (title) => `„${title}“ wird nicht gezeigt`,
    unreadable:
      "Das gespeicherte Notebook ist beschädigt und bleibt, wie es ist. Eine Reparatur behält jede lesbare Zelle und legt den Rest als Text in Rohzellen ab.",
    didNotShow:
      "Beim letzten Öffnen dieses Notebooks ist die Seite abgestürzt. Deshalb wird es nicht automatisch geöffnet. Nichts ist verloren.",
    saveProblem: "Als Datei speichern",
    repair: "Reparieren",
    openAsText: "Zellen als Text öffnen",
    openAnyway: "Trotzdem öffnen",
    drop: "Lassen Sie das Notebook oder MLflow-Modell los, um es zu öffnen",
  },
  code: {
    editor: (name: string) => `Quelltext von ${name}`,
    leaveEditor:
      "Tab springt weiter, bis Sie tippen oder die Eingabetaste drücken. Escape verlässt den Editor",
    tabMovesOn: "Tab springt weiter. Drücken Sie die Eingabetaste oder tippen Sie, um zu bearbeiten.",
    tabIndents: "Tab rückt ein. Escape verlässt den Editor.",
    count: (place: number) => `Lauf ${place} dieser Sitzung`,
    output: (place: number, name: string) => `Ausgabe ${place} von ${name}`,
    input: "Die Zelle fragt nach einer Eingabe",
    answer: "Antworten",
    raw: "Eine Rohzelle, die unverändert für Jupyter erhalten bleibt.",
    logged: (model: string, name: string) => `Modell ${model}, angelegt von ${name}`,
    notMade:
      "Die Seite kann die Dateien dieses Modells nicht erzeugen. In dieser Sitzung kann Python es laden.",
    ask: "Etwas fragen …",
  },
  outputs: {
    hint: "Ausgabe, die mit dem Notebook gespeichert wurde.",
    output: (place: number, name: string) => `Ausgabe ${place} von ${name}, wie gespeichert`,
    shortened: (shown: number, all: number) =>
      `Die ersten ${formatCount(shown)} von ${formatCount(all)} Zeichen. Die Datei behält alle.`,
    unknown: (types: string) => `Eine Ausgabe, die diese Seite nicht zeigt (${types}). Die Datei behält sie.`,
  },
  forms: {
    offer: "Diese Zelle loggt ein Phi-3-Modell. Als Formular bearbeiten?",
    edit: "Als Formular bearbeiten",
    offerAll:
      "Dieses Notebook loggt ein Phi-3-Modell. Sie sehen seinen Code; Sie können es auch mit Formularen bearbeiten.",
    staysCode: "Diese Zelle bleibt Code",
    back: "Zurück zum Code",
  },
  markdown: {
    empty: "Leere Text-Zelle. Drücken Sie die Eingabetaste, um zu schreiben.",
    editor: (name: string) => `Markdown von ${name}`,
    done: "Fertig",
    table: "Tabelle",
    code: "Code",
    heavy: "Dieser Text steht so da, wie er geschrieben ist: Ihn zu zeichnen würde zu lange dauern.",
    placeholder: "# Eine Überschrift\n\nEtwas *Markdown*…",
  },
  model: {
    choose: "Modell",
    openFolder: "Ordner öffnen…",
    openZip: "Zip öffnen…",
    folderInput: "Ordner des Modells",
    zipInput: "Zip des Modells",
    blocked: (place: string) =>
      `Dieses Modell wird aus ${place} gelesen. Der Browser braucht dafür noch einmal Ihre Erlaubnis.`,
    allow: (place: string) => `Lesen von ${place} erlauben`,
    notAllowed:
      "Der Browser hat es nicht erlaubt. Klicken Sie noch einmal auf „Erlauben“, oder öffnen Sie das Modell neu.",
    forget: "Dieses Modell vergessen",
    forgotten: (name: string) => `${name} ist aus diesem Browser entfernt.`,
    dropHint: "oder ein Modell oder MLflow-Modell hier ablegen, als Ordner oder Zip",
    dropNow: "Lassen Sie den Ordner oder die Zip los, um sie zu öffnen",
    demo: "Ein kleines Demo-Modell",
    demoText:
      "Es wurde für diese Seite trainiert und hat Architektur und Chat-Format von Phi-3. Es ist nicht das Phi-3 von Microsoft. Es kennt die Hauptstädte und Kontinente von 194 Ländern, Witze zu 60 Themen, 33 Begriffe rund um MLflow und ONNX und etwas Small Talk, in einfachem Englisch. Mehr hat es nicht gelernt. Für das echte Modell klicken Sie auf Herunterladen.",
    architecture: "Architektur",
    contextLength: "Kontext",
    tokens: (count: string) => `${count} Tokens`,
    vocabulary: "Vokabular",
    files: "Dateien",
    size: "Größe",
    unknown: "keine Angabe",
    ready: "Bereit",
    onlyRuns: "Läuft hier, lässt sich nicht verpacken",
    onlyPacks: "Lässt sich verpacken, läuft hier nicht",
    onKernel: (fitting, context) =>
      `Der int4-Kernel führt es aus, mit einem Kontext von bis zu ${formatCount(fitting)} Tokens${context !== null && fitting < context ? ` von ${formatCount(context)}` : ""}.`,
    speed: (rate) => `Auf diesem Rechner schreibt es etwa ${rate} Tokens/s.`,
    onOrt: (reason) =>
      `onnxruntime-web führt es aus, viel langsamer als der int4-Kernel. Der Kernel unterstützt nicht: ${reason}.`,
    notReady: "Nicht bereit",
    option1: "Option 1, Transformers-Pipeline",
    option2: "Option 2, generate()-API",
    card: "Über dieses Modell",
    fileList: "Dateien dieses Modells",
    notRun: "Führen Sie diese Zelle aus, um das Modell zu untersuchen.",
    named: (name: string) =>
      `Das geöffnete Notebook verwendet hier ${name}. Öffnen Sie den Ordner oder die Zip-Datei dieses Modells, um es zu benutzen.`,
  },
  download: {
    open: "Herunterladen…",
    title: "Ein Modell herunterladen",
    text: "Das Modell wird in diesem Browser gespeichert und läuft hier. Ihr Notebook und Ihre Fragen werden nirgendwohin gesendet.",
    textBefore:
      "Wählen Sie ein Modell. Der nächste Schritt zeigt, was heruntergeladen wird und ob es auf diesem Rechner läuft.",
    source: "Modell",
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
    serves: (license: string, context: number) =>
      `Lizenz ${license}, Kontext von ${formatCount(context)} Tokens. Für beide Optionen: Option 2 packt diese Dateien ein, Option 1 führt sie hier aus und verweist auf die Gewichte im Hub.`,
    more: "Revision, Mirror, Zugriffstoken",
    hub: "Hub",
    hubHint: "Adresse eines Mirrors, falls Sie huggingface.co nicht erreichen.",
    token: "Zugriffstoken",
    tokenHint: "Für private oder zugangsbeschränkte Modelle. Es wird nur an den oben genannten Hub gesendet.",
    keepToken: "Token in diesem Browser speichern",
    listUrl: "Adresse",
    listHint:
      "Adresse einer bundle.json, die jede Datei mit Größe und SHA-256 auflistet. Der Server muss andere Origins zulassen (CORS).",
    lookUp: "Weiter",
    waiting: (wait) => `Der Hub ist ausgelastet. Neuer Versuch in ${wait}`,
    lookingUp: "Die Liste der Dateien wird gelesen",
    close: "Abbrechen",
    back: "Zurück",
    variant: "Modell",
    fitness: {
      both: "läuft hier",
      one: "läuft hier mit einer Option",
      slow: "läuft hier langsam",
      unknown: "konnte nicht geprüft werden",
      none: "läuft hier nicht",
    },
    better: (variant: string) => `Im selben Repository läuft ${variant} hier besser.`,
    chooseBetter: "Wählen",
    weightsStay: (repository: string) =>
      `Die Gewichte werden nicht heruntergeladen: Das Artefakt von Option 1 verweist auf ${repository}.`,
    published: (name: string, different: readonly string[]) =>
      different.length === 0
        ? `Das sind die veröffentlichten Dateien von ${name}: Diese Seite kennt ihre Größen und Hashes.`
        : `Das sind nicht die veröffentlichten Dateien von ${name}. Abweichend: ${different.join(", ")}. Verwenden Sie diese Quelle nur, wenn Sie ihr vertrauen.`,
    from: "Von",
    model: "Quelle",
    size: "Größe",
    sizeOf: (bytes: string, files: string) => `${bytes} in ${files === "1" ? "1 Datei" : `${files} Dateien`}`,
    files: "Dateien dieses Downloads",
    examining: (fetchedBytes) =>
      `Es wird geprüft, ob es hier läuft${fetchedBytes > 0 ? ` (${formatBytes(fetchedBytes)} gelesen)` : ""}`,
    examinedBy: (bytes) => `Für diese Prüfung wurden ${formatBytes(bytes)} gelesen, keine Gewichte.`,
    gated: (page: string) =>
      `Sie müssen die Bedingungen des Modells akzeptieren, um diese Dateien herunterzuladen. Akzeptieren Sie sie auf ${page}, gehen Sie zurück, und geben Sie ein Zugriffstoken dieses Kontos ein.`,
    notExamined: (reason: string) => `Es konnte nicht geprüft werden, ob es hier läuft. ${reason}`,
    verdict: "Läuft es hier?",
    finding: (finding: PreflightFinding): string => {
      switch (finding.subject) {
        case "storage":
          if (finding.freeBytes === null) return "Dieser Browser sagt nicht, wie viel er speichern kann.";
          return finding.level === "bad"
            ? `${formatBytes(finding.neededBytes)} werden gebraucht, aber dieser Browser hat nur Platz für ${formatBytes(finding.freeBytes)}. Löschen Sie Modelle, die Sie nicht mehr brauchen, oder schaffen Sie Platz auf der Festplatte.`
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
            return `${estimate}Die Gewichte (${weights}) lassen in den ${limit} nicht genug Platz. Sie können das Modell herunterladen, aber es wird kaum laufen. Wählen Sie ein kleineres Modell.`;
          }
          const narrow =
            wideTokens !== null && fittingTokens !== null && wideTokens < fittingTokens
              ? ` Über ${formatCount(wideTokens)} Tokens haben Keys und Values 16 statt 32 Bit.`
              : "";
          if (fittingTokens !== null && level === "caution") {
            return `${estimate}Neben den Gewichten (${weights}) haben die ${limit} Platz für ${formatCount(fittingTokens)} Tokens Kontext, weniger als die ${formatCount(contextLength ?? 0)} des Modells. Setzen Sie max_length nicht höher.${narrow}${outside}`;
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
      `Von Ihren gespeicherten Modellen wurde ${name} am längsten nicht benutzt. Wenn Sie es löschen, werden ${bytes} frei.`,
    allHashed: "Jede Datei wird mit ihrem Hash in dieser Liste verglichen.",
    someUnhashed: (count: number) =>
      `Für ${count === 1 ? "1 Datei" : `${count} Dateien`} nennt die Liste keinen Hash: Nur die Größe kann geprüft werden.`,
    pace: "Geschwindigkeit und Verbindungen",
    limit: "Geschwindigkeit begrenzen",
    limitHint: "Begrenzt den ganzen Download, damit Bandbreite für andere bleibt.",
    limitOf: (bytesPerSecond: number) => `${formatBytes(bytesPerSecond).replace(".0", "")}/s`,
    noLimit: "Keine Begrenzung",
    connections: "Gleichzeitige Verbindungen",
    connectionsHint: "Wählen Sie weniger für einen kleinen Server.",
    deleteLeastUsed: (name: string) => `${name} löschen`,
    consent: (bytes: string, host: string) => `${bytes} von ${host} herunterladen`,
    running: "Downloads",
    progressOf: (name: string) => `Download von ${name}`,
    pause: "Pausieren",
    resume: "Fortsetzen",
    cancel: "Abbrechen",
    cancelTitle: (name: string) => `Den Download von ${name} abbrechen?`,
    cancelText: (bytes: string) =>
      `Die ${bytes}, die schon heruntergeladen sind, werden gelöscht. Wenn Sie später weitermachen möchten, pausieren Sie den Download stattdessen.`,
    cancelConfirm: "Abbrechen und löschen",
    goOn: "Weiter herunterladen",
    cancelled: (name: string) =>
      `Der Download von ${name} wurde abgebrochen, und seine Dateien sind gelöscht.`,
    paused: "Pausiert",
    stopped: "Angehalten",
    downloading: "Wird heruntergeladen",
    checkingParts: "Heruntergeladene Teile werden geprüft",
    elsewhere: "In einem anderen Tab",
    speed: (bytes: string) => `${bytes}/s`,
    left: (time: string) => `noch ${time}`,
    trouble: (reason: string, wait: string) => `Warten: ${reason}. Neuer Versuch in ${wait}.`,
    failed: "Der Download wurde unterbrochen",
    kept: (count: number, bytes: string) =>
      `Gespeicherte Modelle: ${count === 1 ? "1 Modell" : `${formatCount(count)} Modelle`}, ${bytes}`,
    lastUsed: (date: Date) => `zuletzt benutzt am ${date.toLocaleDateString("de", { dateStyle: "medium" })}`,
    check: "Prüfen",
    checking: "Jedes Byte wird gelesen",
    sound: (name: string) => `${name} ist vollständig: Jedes Byte stimmt.`,
    damaged: (name: string, paths: readonly string[]) =>
      `${name} ist in ${paths.join(", ")} beschädigt. Setzen Sie den Download fort, um es zu reparieren. Nur beschädigte Teile werden noch einmal geladen.`,
    delete: "Löschen",
    deleteTitle: (name: string) => `${name} aus diesem Browser löschen?`,
    deleteText: (bytes: string) =>
      `Das gibt ${bytes} frei. Um das Modell wieder zu benutzen, müssen Sie es noch einmal herunterladen.`,
    deleteConfirm: "Löschen",
    deleted: (name: string) => `${name} ist aus diesem Browser gelöscht.`,
    persisted: "Dieser Browser löscht Modelle nicht von sich aus, wenn der Platz knapp wird.",
    notPersisted: "Dieser Browser darf Modelle löschen, wenn der Platz knapp wird.",
    persist: "Um dauerhaften Speicher bitten",
    persistRefused:
      "Der Browser hat abgelehnt. Vielleicht stimmt er zu, wenn die Seite ein Lesezeichen hat, installiert ist oder öfter benutzt wird.",
  },
  bundle: {
    save: "Mit dem Modell speichern…",
    saveTitle: "Dieses Notebook mit seinem Modell speichern",
    saveText: (name: string) =>
      `Speichert das Notebook, das Python seiner Wrapper und das Modell ${name} in einer Datei, jeweils mit SHA-256. Diese Seite öffnet sie in jedem Browser, und jedes Zip-Programm öffnet sie auch.`,
    noModel:
      "Dieses Notebook hat keine Modell-Zelle und damit kein Modell zum Speichern. Fügen Sie eine ein, oder speichern Sie das Notebook als .ipynb.",
    make: "Datei erstellen",
    making: "Das Modell wird gelesen",
    saved: (fileName: string) => `${fileName} wird heruntergeladen.`,
    stop: "Anhalten",
    export: "Exportieren",
    openNotebook: "Sein Notebook öffnen",
    notOne: (fileName: string) =>
      `${fileName} enthält keine bundle.json, ist also kein Bundle mit einem Notebook. Die Zip-Datei eines Modells öffnen Sie in der Modell-Zelle mit „Zip öffnen“.`,
    linkSummary: "Mit dem Modell teilen",
    linkAddress: "Adresse des Bundles",
    linkHint:
      "Speichern Sie das Notebook mit seinem Modell, legen Sie die .phi3bundle.zip auf einen Server, der andere Origins zulässt (CORS), und geben Sie ihre Adresse ein. Wer den Link öffnet, wird gefragt, bevor etwas heruntergeladen wird.",
    link: "Link zum Bundle",
    linkTitle: (host: string) => `Ein Bundle von ${host} öffnen?`,
    linkText:
      "Dieser Link verweist auf ein Modell auf einem anderen Server. Bisher wurde dort nichts angefragt. Im nächsten Schritt sehen Sie, wie groß das Bundle ist, und werden noch einmal gefragt.",
    withNotebook:
      "Es enthält ein Modell und ein Notebook. Das Notebook öffnet sich nach dem Download neben Ihren. Nichts läuft, bis Sie es ausführen.",
    withoutNotebook:
      "Es enthält ein Modell und kein Notebook. Wählen Sie das Modell nach dem Download in einer Modell-Zelle.",
    ask: (host: string) => `${host} fragen`,
    leave: "Nicht jetzt",
  },
  wrapper: {
    option: "Wrapper",
    options: { transformers: "Option 1: Transformers-Pipeline", pyfunc: "Option 2: eigene Python-Klasse" },
    profile: "Geschrieben für",
    kind: "Art des Modells",
    kinds: {
      prompt: {
        name: "Prompt",
        hint: "Nimmt einen Prompt und gibt einen Text: ein PythonModel, wie im Artikel.",
      },
      params: {
        name: "Prompt mit Params",
        hint: "Jede Suchoption ist ein Param von predict und vom Endpunkt, mit dem Wert hier als Vorgabe.",
      },
      chat: {
        name: "Chat: ChatModel",
        hint: "Nimmt und gibt Chat-Nachrichten wie die von OpenAI, auch als Strom. MLflow 3 empfiehlt stattdessen ResponsesAgent. Hier führt Python es aus.",
      },
      responses: {
        name: "Responses: ResponsesAgent",
        hint: "Nimmt und gibt Elemente der Responses-API von OpenAI, auch als Strom. Hier führt Python es aus.",
      },
    },
    classForm: "Klasse im Artefakt",
    classForms: { reference: "In einem Pickle genannt, Quelltext unter code/", code: "Models from code" },
    byReferenceHint:
      "python_model.pkl enthält nur den Namen der Klasse. Die Klasse liegt als Quelltext daneben.",
    fromCodeHint:
      "MLflow führt die Python-Datei in der Zip aus; ein Pickle gibt es nicht. Der Code neben diesem Formular loggt ein Pickle-Objekt, wie der Artikel.",
    form: "Formular des Wrappers",
    name: "Name des Artefakts",
    nameHint: "Der Name des Modells in MLflow, und der Ordner in der Zip.",
    tasks: {
      "llm/v1/chat": {
        name: "Chat: llm/v1/chat",
        hint: "Nimmt Chat-Nachrichten wie die von OpenAI und gibt Antworten in deren Form, mit den verbrauchten Tokens.",
      },
      "llm/v1/completions": {
        name: "Vervollständigung: llm/v1/completions",
        hint: "Nimmt einen Prompt und gibt Texte in der Form von OpenAI, mit den verbrauchten Tokens.",
      },
      "text-generation": {
        name: "Nur Text: text-generation",
        hint: "Nimmt einen Text und gibt ihn mit der Antwort dahinter zurück, wie die Pipeline selbst.",
      },
    },
    modelConfig: "model_config",
    maxLengthHint: "Höchstzahl an Tokens für Prompt und Antwort zusammen.",
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
    classNameHint: "Der Name der Python-Klasse.",
    artifactsKey: "Schlüssel in artifacts",
    artifactsKeyHint: "Der Schlüssel des ONNX-Ordners in context.artifacts.",
    searchOptions: "Suchoptionen",
    searchOption: "Option",
    searchValue: "Wert",
    addSearchOption: "Suchoption hinzufügen",
    remove: "Entfernen",
    removeSearchOption: (name: string) => `${name} entfernen`,
    valueOf: (name: string) => `Wert von ${name}`,
    inputExample: "Beispieleingabe: prompt",
    inputExampleHint: "MLflow leitet die Signatur daraus ab.",
    pip: "Weitere pip-Pakete",
    pipHint: "Eines pro Zeile.",
    code: "Python",
    codeOf: (name: string) => `Python von ${name}`,
    generated: "Aus dem Formular erzeugt",
    edited: "Von Hand geändert",
    discard: "Änderungen verwerfen",
    replaceTitle: "Ihre Änderungen am Code ersetzen?",
    replaceText:
      "Das Formular erzeugt den Code neu und ersetzt, was Sie geschrieben haben. Sie können das rückgängig machen.",
    replace: "Meine Änderungen ersetzen",
    keep: "Meinen Code behalten",
    trueFalse: { true: "True", false: "False" },
  },
  lint: {
    list: "Probleme",
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
    print: "Ausgabe",
    table: "Tabelle",
    mlmodel: "MLmodel",
    tabs: "Formen der Signatur",
    inputs: "Eingaben",
    outputs: "Ausgaben",
    params: "Parameter",
    name: "Name",
    type: "Typ",
    required: "Erforderlich",
    yes: "erforderlich",
    no: "optional",
    unnamed: "(ohne Namen)",
    none: "Keine",
    notRun: "Führen Sie diese Zelle aus, um die Ein- und Ausgaben des Modells zu sehen.",
    printHint: "Wie loaded_model.metadata.signature sie ausgibt.",
    mlmodelHint: "Wie sie in der Datei MLmodel des Artefakts steht.",
  },
  artifact: {
    moreRows: (shown: number, all: number) =>
      `Die ersten ${formatCount(shown)} von ${formatCount(all)} Zeilen sind zu sehen.`,
    register: "Auf einem MLflow-Server registrieren…",
    tree: (name: string) => `Dateien von ${name}`,
    files: (count: number) => (count === 1 ? "1 Datei" : `${formatCount(count)} Dateien`),
    download: (name: string) => `${name}.zip herunterladen`,
    sums: "SHA256SUMS beilegen",
    sumsHint: "Fügt der Zip die SHA-256 jeder Datei hinzu, für sha256sum -c.",
    saveAs: "Zip speichern unter…",
    writing: "Die Zip wird geschrieben",
    written: (file: string) => `${file} ist gespeichert.`,
    zipping: "Die Zip wird erstellt",
    cancel: "Abbrechen",
    cancelled: "Der Download wurde abgebrochen.",
    downloaded: (name: string) => `${name}.zip wird heruntergeladen.`,
    previewOf: (path: string, name: string) => `Inhalt von ${path}, ${name}`,
    binary: "Binärdatei",
    sha256: "SHA-256",
    size: "Größe",
    notHashed: "nicht berechnet: Die Datei ist zu groß",
    tooLong: (shown: string) => `Es werden die ersten ${shown} gezeigt. Die Zip enthält die ganze Datei.`,
    reading: "Wird gelesen…",
    load: "In Python laden",
    loadHint: "Entpacken Sie die Zip und führen Sie dies neben dem Ordner aus:",
    notRun: "Führen Sie diese Zelle aus, um die Dateien des MLflow-Modells zu erstellen.",
    choose: "Wählen Sie eine Datei, um sie anzusehen.",
    loadNotes: "Wo dieses Modell nicht lädt",
  },
  deploy: {
    form: "Bereitstellung",
    target: "Ziel",
    settings: {
      endpointName: "Name des Endpunkts",
      deploymentName: "Name der Bereitstellung",
      instanceType: "Instanztyp",
      instanceCount: "Instanzen",
      timeoutSeconds: "Timeout in Sekunden",
      corsOrigins: "Zugelassene Webseiten",
      ownScoring: "Scoring-Skript",
      computeName: "Compute-Cluster",
      imageName: "Image",
      storageUri: "Adresse des Modells",
      registeredModel: "Registriertes Modell",
    },
    settingHints: {
      endpointName: "Eindeutig in der Region oder im Cluster.",
      deploymentName: "Ein Endpunkt kann mehrere haben.",
      instanceType: "Leer: die kleinste mit genug Speicher.",
      instanceCount: "Jede beantwortet eine Frage zur Zeit.",
      timeoutSeconds: "Eine lange Antwort kann auf einer CPU eine Minute dauern.",
      corsOrigins: "Origins, durch Kommas getrennt. Leer: keine.",
      ownScoring: "Der Server von Azure ML führt dieses Skript aus. Sonst erzeugt Azure ML eines.",
      computeName: "Er muss schon existieren.",
      imageName: "Name und Tag, auf Wunsch mit einer Registry.",
      storageUri: "Wo der Cluster den Ordner des Modells findet.",
      registeredModel: "catalog.schema.model",
    },
    ownScoring: { own: "Das in diesen Dateien", generated: "Von Azure ML erzeugt" },
    notRun: "Führen Sie diese Zelle aus, um die Dateien und Beispielprogramme in fünf Sprachen zu bekommen.",
    views: "Teile der Bereitstellung",
    files: "Dateien",
    samples: "Beispiele",
    test: "Test",
    tree: (folder: string) => `Dateien von ${folder}`,
    zipHint: (folder: string, model: string) =>
      `Entpacken Sie die Zip neben dem Ordner ${model}. ${folder}/README.md beschreibt die nächsten Schritte.`,
    language: "Sprache",
    languages: { javascript: "JavaScript", python: "Python", csharp: "C#", r: "R", curl: "curl" },
    payload: "Nutzlast",
    payloads: {
      messages: "reine Eingabe",
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
      "Adresse eines laufenden Endpunkts. Dieser Browser ruft ihn auf, also muss er diese Seite zulassen (CORS).",
    token: "Schlüssel oder Token",
    tokenHint: "Wird nur an diese Adresse gesendet und nicht gespeichert.",
    question: "Frage",
    questionHint: "Die Eingabe von predict, als JSON.",
    send: "Senden",
    stop: "Anhalten",
    sending: "Warten auf den Endpunkt",
    asking: "Das Modell in dieser Seite wird gefragt",
    latency: "Latenz",
    status: "Status",
    endpointAnswer: "Antwort des Endpunkts",
    pageAnswer: "Antwort dieser Seite",
    noAnswer: "Die Antwort des Endpunkts hat nicht die Form dieser Option:",
    response: "Vollständige Antwort",
    pageTime: "Zeit",
    same: "Beide Antworten sind gleich.",
    different: "Die Antworten unterscheiden sich.",
    differentHint:
      "Mit Sampling unterscheiden sich Antworten. Ohne Sampling hat der Endpunkt vielleicht ein anderes Modell, eine andere Version oder andere Einstellungen.",
    failed: "Der Endpunkt hat nicht geantwortet",
    asCurl: "Die Anfrage mit curl",
    curlHint:
      "Ein Terminal erreicht den Endpunkt vielleicht auch dort, wo dieser Browser es nicht kann. Der Befehl enthält Ihren Schlüssel.",
    pageFailed: "Diese Seite hat nicht geantwortet",
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
      `Nach ${formatCount(rows)} von ${formatCount(all)} Zeilen angehalten. Die Antworten bis dahin bleiben erhalten.`,
    totals: "Gesamt",
    answered: "Beantwortete Zeilen",
    of: (count: string, all: string) => `${count} von ${all}`,
    share: (count: string, all: string, percent: string) => `${count} von ${all} (${percent})`,
    allPassed: "Alle Prüfungen bestanden",
    tokens: "Tokens",
    tokenCounts: (prompt: string, generated: string) => `${prompt} im Prompt, ${generated} erzeugt`,
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
  demo: {
    knows:
      "Das Demo-Modell kennt Hauptstädte und Kontinente, ein paar Witze und Listen, Begriffe rund um MLflow und ONNX und etwas Small Talk, auf Englisch. Seine Antworten auf andere Fragen haben keine Bedeutung.",
    limits: {
      question: "Das hat das Demo-Modell vermutlich nicht gelernt.",
      subject:
        "Das Demo-Modell hat nicht gelernt, im Chat das Thema zu wechseln. Löschen Sie die Nachrichten davor, um nur dies zu fragen.",
    },
  },
  inference: {
    input: "Eingabe",
    warnings: "Warnungen",
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
      "Dieses JSON hat keine Liste von Nachrichten mit Rolle und Inhalt. Bearbeiten Sie das JSON, oder verwenden Sie das Beispiel.",
    notPrompt:
      'Dieses JSON hat keinen Text unter "prompt". Bearbeiten Sie das JSON, oder verwenden Sie das Beispiel.',
    malformed: (reason: string) => `Das ist noch kein JSON: ${reason}`,
    useExample: "Beispiel verwenden",
    promptSize: (prompt: number, answer: number, context: number | null) => {
      const holds = context === null ? "" : ` In den Kontext des Modells passen ${formatCount(context)}.`;
      if (prompt > 0 && answer === 0) {
        return `${formatCount(prompt)} Tokens: Für eine Antwort bleibt kein Platz.${holds}`;
      }
      return `${formatCount(prompt)} ${prompt === 1 ? "Token" : "Tokens"}, für die Antwort bleiben bis zu ${formatCount(answer)}.${holds}`;
    },
    run: "Ausführen",
    stop: "Anhalten",
    waiting: "Warten auf das erste Token…",
    streaming: "Antwort bisher",
    output: "Formen der Ausgabe",
    answer: "Antwort",
    raw: "Wie predict sie ausgibt",
    pretty: "JSON",
    tokenIds: "Token-IDs",
    tokenIdsHint: "Die erzeugten Tokens, zum Vergleich mit einer anderen Laufzeit.",
    question: "Frage",
    response: "Antwort",
    usage: "Verbrauch",
    stopped: "Angehalten. Der Text bis dahin bleibt erhalten.",
    cutOff: "Die Antwort hat ihre Höchstzahl an Tokens erreicht.",
    metrics: "Messwerte",
    tokensPerSecond: "Geschwindigkeit",
    perSecond: (rate: string) => `${rate} Tokens/s`,
    firstToken: "Erstes Token",
    tokens: "Tokens",
    tokenCounts: (prompt: number, generated: number) =>
      `${formatCount(prompt)} im Prompt, ${formatCount(generated)} erzeugt`,
    reused: "Aus dem Cache",
    reusedCount: (reused: number, prompt: number) =>
      `${formatCount(reused)} von ${formatCount(prompt)} Tokens des Prompts`,
    modelLoad: "Modell laden",
    runtime: "Laufzeit",
    automatic: "Automatisch",
    automaticHint:
      "Nutzt den int4-Kernel für Modelle, die er unterstützt, weil er schneller ist, und onnxruntime-web für andere.",
    generatedBy: "Erzeugt von",
    generators: {
      transformers: "der Pipeline von transformers.js",
      pyfunc: "generate() dieser Seite, für die erzeugte Klasse",
      class: "der Klasse des Wrappers, in Python",
    },
    classRan: "Die Klasse der Wrapper-Zelle lief selbst, im Python dieser Seite.",
    typeOf: (type: string) => `Python-Typ: ${type}`,
    noJson:
      "Dieser Wert lässt sich nicht als JSON darstellen; der Server von MLflow könnte ihn nicht senden.",
    params: "Params",
    paramsHint: "JSON. Leer lassen für die Vorgaben der Signatur.",
    generatedByHints: {
      transformers: "Option 1 nutzt die Text-Generation-Pipeline von transformers.js.",
      pyfunc: "Option 2 erzeugt Text wie generate() von onnxruntime-genai.",
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
    same: "Keine Unterschiede.",
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
      json: "Die Schemata aus MLmodel, formatiert.",
      "input-schema":
        "Eine Zeile. MLflow nimmt an, was dieses Schema annimmt, und wandelt außerdem manche anderen Werte um.",
      "output-schema": "Die Ausgabe des Modells für eine Zeile.",
      openapi: "POST /invocations eines bereitgestellten Modells, in jeder Form der Nutzlast.",
      typescript: "Für Clients in JavaScript oder TypeScript.",
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
    cancelled: "Abgebrochen. Nichts hat sich geändert.",
    opened: (title: string) =>
      `„${title}“ ist in einem neuen Notebook geöffnet. Sein Code wurde nicht ausgeführt. Klicken Sie auf „Alles ausführen“, um es zu testen.`,
    openedToRead: (title: string) =>
      `„${title}“ ist zum Ansehen geöffnet. Sein Code wurde nicht ausgeführt. Das Notebook sagt, warum diese Seite es nicht ausführen kann.`,
    title: "Das geöffnete MLflow-Modell",
    views: "Teile des MLflow-Modells",
    files: "Dateien",
    facts: "MLmodel",
    signature: "Signatur",
    noSignature: "MLmodel hat keine Signatur, deshalb prüft MLflow die Eingaben nicht.",
    flavor: (name: string) => `Flavor ${name}`,
    version: "mlflow_version",
    notSaid: "keine Angabe",
    reading: "MLmodel wird gelesen…",
  },
  pickle: {
    never:
      "Diese Seite liest die Anweisungen des Pickles und führt sie nie aus. Python führt sie beim Laden des Modells aus: Die Importe und Aufrufe unten laufen dann mit Ihren Rechten. Laden Sie ein Modell nur, wenn Sie seinem Autor vertrauen.",
    fault: (fault: string) => `Es konnte nicht bis zum Ende gelesen werden. ${fault}`,
    trailing: (bytes: number) =>
      bytes === 1
        ? "Nach dem Ende folgt 1 Byte. Python ignoriert es."
        : `Nach dem Ende folgen ${formatCount(bytes)} Bytes. Python ignoriert sie.`,
    imports: (count: number) =>
      count === 1 ? "Importe beim Laden: 1 Name" : `Importe beim Laden: ${formatCount(count)} Namen`,
    noImports: "Es wurden keine gefunden.",
    concerns: {
      dangerous: "Gefährlich",
      code: "Enthält Code",
      unknown: "Unbekannt",
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
    tooLarge: (limit: string) => `Die Datei ist größer als ${limit} und wird hier nicht untersucht.`,
    verdict: "Pickles in diesem Modell",
    dangerousFile: (path: string, names: string) => `Wenn Python ${path} lädt, verwendet es ${names}.`,
    unreadFile: (path: string, why: string) =>
      `${path} wurde nicht bis zum Ende gelesen. Was es importiert, ist nicht vollständig bekannt. ${why}`,
    moreFiles: (count: number) =>
      `Insgesamt ${formatCount(count)} Dateien; sie stehen alle in der Dateiliste.`,
    trust:
      "Diese Seite lädt kein Pickle. Laden Sie dieses Modell in Python nur, wenn Sie seinem Autor vertrauen.",
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
    nothing: "(nichts)",
    unanswered: "Noch nicht beantwortet.",
    answerIt: "Beantworten lassen",
    next: (name: string) => `Nächste Nachricht, ${name}`,
    placeholder: "Die nächste Nachricht schreiben",
    send: "Senden",
    sendHint: "Die Eingabetaste sendet. Mit der Umschalttaste beginnt sie eine neue Zeile.",
    system: "System-Nachricht",
    systemHint: "Steht vor dem Chat, in jeder seiner Versionen.",
    addSystem: "System-Nachricht hinzufügen",
    removeSystem: "System-Nachricht entfernen",
    edit: (place: number) => `Beitrag ${place} bearbeiten`,
    textOf: (place: number) => `Text von Beitrag ${place}`,
    resend: "Noch einmal senden",
    resendHint:
      "Der Chat geht von hier mit dem neuen Text weiter. Die alten Beiträge bleiben als andere Version erhalten.",
    cancel: "Abbrechen",
    copy: (place: number) => `Beitrag ${place} kopieren`,
    remove: (place: number) => `Beitrag ${place} löschen`,
    regenerate: (place: number) => `Beitrag ${place} neu erzeugen`,
    sameAnswer: "Die Antwort ist dieselbe. Ohne Sampling wählt das Modell immer das wahrscheinlichste Token.",
    versions: (place: number) => `Versionen von Beitrag ${place}`,
    version: (place: number, count: number) => `${place} / ${count}`,
    earlier: (place: number) => `Frühere Version von Beitrag ${place}`,
    later: (place: number) => `Spätere Version von Beitrag ${place}`,
    reused: (reused: number, prompt: number) =>
      `${formatCount(reused)} von ${prompt === 1 ? "1 Token" : `${formatCount(prompt)} Tokens`} des Prompts aus dem Cache`,
    stopped: "angehalten",
    readingTemplate: "Die Chat-Vorlage des Modells wird gelesen…",
    template:
      "Dieser Wrapper nimmt einen Prompt. Die Chat-Vorlage des Modells macht aus dem Chat diesen Prompt.",
    noTemplate:
      "Das Modell oben hat keine Chat-Vorlage, die diese Seite verwenden kann. Schreiben Sie stattdessen den Prompt selbst.",
    notChat:
      "Dieser Prompt ist kein Chat, wie die Vorlage des Modells ihn schreibt: Marken fehlen, oder er endet nicht dort, wo eine Antwort beginnt. Bearbeiten Sie ihn als Prompt, oder verwenden Sie das Beispiel.",
  },
  sampling: {
    title: "Sampling und Grenzen",
    notSet: "nicht gesetzt",
    expected: ({ kind, min, max, above }: NumberRange) => {
      const number = kind === "int" ? "eine ganze Zahl" : "eine Zahl";
      if (min !== undefined && max !== undefined)
        return `Geben Sie ${number} von ${min} bis ${max} ein, oder lassen Sie das Feld leer.`;
      if (min !== undefined) return `Geben Sie ${number} ab ${min} ein, oder lassen Sie das Feld leer.`;
      return above === undefined
        ? `Geben Sie ${number} ein, oder lassen Sie das Feld leer.`
        : `Geben Sie ${number} über ${above} ein, oder lassen Sie das Feld leer.`;
    },
    noRequest: "Machen Sie die Eingabe zuerst zu einer Anfrage mit Nachrichten.",
    request:
      "Das sind Felder der Anfrage, wie in MLflows llm/v1/chat. Leere Werte kommen aus der generation_config.json des Modells. Sie bestimmt auch, ob das Modell Sampling nutzt (do_sample). Ohne Sampling haben temperature, top_p und top_k keine Wirkung.",
    requestMeanings: {
      temperature:
        "Unter 1 bevorzugt wahrscheinliche Tokens, über 1 macht Antworten vielfältiger. Muss über 0 liegen.",
      top_p:
        "Zieht aus den wahrscheinlichsten Tokens, die zusammen diese Wahrscheinlichkeit haben. Von 0 bis 1; 1 heißt alle.",
      top_k: "Zieht aus so vielen der wahrscheinlichsten Tokens. Eine ganze Zahl; 0 heißt alle.",
      max_tokens: "Höchstlänge der Antwort in Tokens. Hat Vorrang vor max_length des Wrappers.",
    },
    stop: "Ein Text pro Zeile. Die Antwort endet nach einem solchen Text und enthält ihn. Texte werden Token für Token verglichen, wie in MLflow.",
    seed: "Derselbe Seed zieht dieselben Tokens. Er ist kein Teil der Anfrage: Das gespeicherte Notebook ruft vor predict transformers.set_seed auf, das auf einer CPU dieselben zieht.",
    requestRefused:
      "n, stream, frequency_penalty, presence_penalty und custom_inputs stehen in MLflows Signatur, aber predict schlägt mit ihnen fehl.",
    search:
      "predict nimmt nur den Prompt, eine Anfrage kann diese Werte also nicht ändern. Es sind Suchoptionen des Wrappers oben. Eine Änderung ändert auch den Code des Wrappers und das Artefakt. Leere Werte kommen aus der genai_config.json des Modells.",
    editedByHand: "Der Code des Wrappers wurde von Hand geändert. Ändern Sie die Werte dort.",
    doSample: "True zieht das nächste Token zufällig; False wählt das wahrscheinlichste.",
    searchMeanings: {
      temperature:
        "Unter 1 bevorzugt wahrscheinliche Tokens, über 1 macht Antworten vielfältiger; 0 wählt das wahrscheinlichste.",
      top_k:
        "Zieht aus so vielen der wahrscheinlichsten Tokens. 1 wählt das wahrscheinlichste; 0 heißt alle.",
      top_p:
        "Zieht aus den wahrscheinlichsten Tokens, die zusammen diese Wahrscheinlichkeit haben. 0 und 1 heißen alle.",
      repetition_penalty: "Über 1 macht wiederholte Tokens unwahrscheinlicher; 1 hat keine Wirkung.",
      random_seed: "Derselbe Seed gibt dieselbe Antwort, auch nativ. Unter 0: jedes Mal ein neuer Seed.",
      min_length: "Die Antwort kann nicht vor so vielen Tokens enden, den Prompt mitgezählt.",
      max_length: "Höchstzahl an Tokens für Prompt und Antwort zusammen, bis zum Kontext des Modells.",
    },
    searchStop: "Es gibt keine Stoppsequenzen. predict dieses Wrappers endet an den Ende-Tokens des Modells.",
  },
  runs: {
    view: "Läufe",
    hint: "Die letzten 20 Antworten dieser Zelle; sie bleiben mit dem Notebook in diesem Browser. Wählen Sie zwei, um sie zu vergleichen.",
    none: "Diese Zelle ist noch nicht gelaufen.",
    asked: "Frage",
    settings: "Einstellungen",
    compare: "Vergleich",
    answer: "Antwort",
    run: (place: number) => `Lauf ${place}`,
  },
  compare: {
    view: "Vergleich",
    with: "Vergleichen mit",
    none: "Noch keine andere Inferenz-Zelle hat eine Antwort.",
    otherRuntime: "Eine Zelle hinzufügen, die dasselbe mit der anderen Laufzeit ausführt",
    otherInput: "Die beiden Zellen haben unterschiedliche Eingaben.",
    same: (count: number) =>
      count === 1
        ? "Beide Antworten sind gleich: 1 Zeichen."
        : `Beide Antworten sind gleich: alle ${formatCount(count)} Zeichen.`,
    differs: (place: number) =>
      `Die Antworten unterscheiden sich ab Zeichen ${formatCount(place)}; der Rest ist markiert.`,
    ends: "(endet hier)",
  },
  tokens: {
    view: "Tokens",
    keep: "Wahrscheinlichkeiten der Tokens speichern",
    notKept:
      "Dieser Lauf hat keine Wahrscheinlichkeiten gespeichert. Dafür werden bei jedem Token die Werte des Modells gelesen; die Antwort ändert sich nicht.",
    runAgain: "Noch einmal mit Wahrscheinlichkeiten ausführen",
    hint: "Die Wahrscheinlichkeiten des Modells selbst, vor temperature, Penaltys und Auswahl. Mit den Pfeiltasten gehen Sie von Token zu Token.",
    legend: "Wahrscheinlichkeit jedes Tokens",
    likelihoods: ["90 % und mehr", "50 bis 90 %", "10 bis 50 %", "1 bis 10 %", "unter 1 %"],
    list: (name: string) => `Tokens der Antwort, ${name}`,
    token: (place: number, text: string, probability: string) => `Token ${place}: ${text}, ${probability}`,
    card: (place: number) => `Token ${place}`,
    facts: (id: number, probability: string) => `ID ${id}, Wahrscheinlichkeit ${probability}`,
    alternatives: "Wahrscheinlichste Tokens an dieser Stelle",
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
    speed: "Tokens pro Sekunde",
    perSecond: "Tokens/s, über 8 Tokens",
    tokens: "gehaltene Tokens",
    tooFew: "Die Antwort ist zu kurz, um ihre Geschwindigkeit darzustellen.",
    speedSummary: (first: string, last: string, least: string, most: string) =>
      `Von ${first} am Anfang bis ${last} am Ende; zwischen ${least} und ${most}.`,
    cache: "KV-Cache",
    cacheSummary: (prompt: number, reused: number, generated: number, end: number, limit: number) =>
      `${prompt === 1 ? "1 Token" : `${formatCount(prompt)} Tokens`} des Prompts${reused === 0 ? "" : ` (${formatCount(reused)} davon vom Lauf davor)`} und ${formatCount(generated)} erzeugte: ${formatCount(end)} von ${formatCount(limit)}, die in diesem Lauf Platz haben.`,
    number: (value: number) => new Intl.NumberFormat("de", { maximumFractionDigits: 1 }).format(value),
    xEnd: (tokens: number) => `Token ${formatCount(tokens)}`,
  },
  outline: {
    title: "Gliederung",
    collapseAll: "Alle Zellen zuklappen",
    expandAll: "Alle Zellen aufklappen",
    empty: "Das Notebook hat keine Überschriften und keine ausführbaren Zellen.",
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
    bad: "Geben Sie einen regulären Ausdruck von JavaScript ein, der mindestens ein Zeichen trifft. Prüfen Sie Klammern und Backslashes.",
    replaced: (count: number) =>
      count === 1
        ? "Ein Treffer ersetzt."
        : `${formatCount(count)} Treffer ersetzt; „Rückgängig“ macht alle rückgängig.`,
    leftInJson: (count: number) =>
      `${count === 1 ? "Ein Treffer" : `${formatCount(count)} Treffer`} im JSON einer Anfrage ${count === 1 ? "wurde" : "wurden"} nicht ersetzt, weil die Anfrage sonst ungültig würde. Ändern Sie sie von Hand.`,
    scope:
      "Durchsucht Texte, Code, Anfragen, die Felder von Registrieren-Zellen sowie angezeigte Ausgaben und Antworten. Ausgaben und Antworten werden nicht ersetzt.",
  },
  shortcuts: {
    title: "Tastenkürzel",
    intro:
      "Einzelne Tasten wirken, wenn eine Zelle den Fokus hat und nicht ein Feld in ihr. Mit Escape verlassen Sie ein Feld.",
    leave: "Feld oder Editor verlassen, oder nur eine Zelle auswählen",
  },
  register: {
    server: "MLflow-Tracking-Server",
    serverHint:
      "Adresse des Servers, etwa http://localhost:5000. Nichts wird gesendet, bevor Sie auf die Schaltfläche klicken.",
    start: "Einen Server auf diesem Rechner starten",
    startHint:
      "Führen Sie dies in einem Terminal aus, lassen Sie es laufen, und geben Sie oben http://localhost:5000 ein:",
    user: "Benutzername",
    userHint: "Leer lassen für ein Token, oder wenn der Server keine Anmeldung braucht.",
    secret: "Token oder Passwort",
    secretHint: "Wird nur an diesen Server gesendet und nie im Notebook gespeichert.",
    keep: "In diesem Browser speichern",
    experiment: "Experiment",
    experimentHint: "Wird angelegt, wenn es nicht existiert.",
    runName: "Name des Laufs",
    runNameHint: "Leer lassen, damit der Server einen wählt.",
    registeredName: "Registriertes Modell",
    registeredNameHint: "Leer lassen, um das Modell nur zu loggen.",
    alias: "Alias",
    aliasHint: "Zeigt auf die neue Version: models:/name@alias.",
    tags: "Tags der Version",
    tagsHint: "Einer pro Zeile, etwa stage: test.",
    access: "Zugangsdaten",
    look: "Verbindung prüfen",
    looking: "Die Verbindung wird geprüft",
    lookHint:
      "Liest Version, Experimente und Modelle des Servers, damit Sie unten wählen können. Sendet sonst nichts.",
    seen: (version: string, experiments: string, models: string) =>
      `Verbunden mit MLflow ${version}: ${experiments === "1" ? "1 Experiment" : `${experiments} Experimente`}, ${models === "1" ? "1 registriertes Modell" : `${models} registrierte Modelle`}.`,
    open: "Von MLflow…",
    openTitle: "Ein registriertes Modell öffnen",
    openText:
      "Seine Dateien werden von Ihrem MLflow-Tracking-Server heruntergeladen und in diesem Browser gespeichert.",
    list: "Seine Modelle auflisten",
    registered: "Modell und Version",
    versionOf: (name: string, version: string, aliases: readonly string[]) =>
      [`${name}, Version ${version}`, ...aliases.map((alias) => `@${alias}`)].join(" "),
    none: "Auf dem Server sind keine Modelle registriert.",
    openIt: "Herunterladen und öffnen",
    cancel: "Abbrechen",
    publish: "Loggen und registrieren",
    log: "Das Modell loggen",
    where: (url: string) => `Sendet die Dateien des Modells an ${url}.`,
    nowhere: "Geben Sie zuerst die Adresse des Servers ein.",
    apart: "„Alles ausführen“ überspringt diese Zelle. Führen Sie sie mit dieser Schaltfläche aus.",
    uploadStopped: (url: string, sent: number, files: number) =>
      `Ein Upload an ${url} brach bei ${formatCount(sent)} von ${formatCount(files)} Dateien ab.`,
    uploadStoppedEarly: (url: string) => `Ein Upload an ${url} brach vor der ersten Datei ab.`,
    uploadElsewhere: (url: string) => `Ein anderer Tab dieses Browsers lädt das gerade an ${url} hoch.`,
    continueUpload: "Fortsetzen",
    cleanUp: "Aufräumen",
    cleanUpHint: "Markiert auf dem Server den Lauf als abgebrochen und das Modell als fehlgeschlagen.",
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
    placeholder: "Befehl suchen…",
    list: "Gefundene Befehle",
    none: "Kein Befehl gefunden.",
    groups: { run: "Ausführen", edit: "Zellen", view: "Auswahl und Ansicht", notebook: "Notebook" },
    restarted:
      "Inferenz und Python wurden neu gestartet. Der nächste Lauf lädt das Modell neu; die Python-Variablen sind gelöscht. Ausgaben bleiben erhalten.",
    onlyText: "Nur Text- und Code-Zellen lassen sich ineinander umwandeln.",
    onlyMerge: "Nur benachbarte Text- und Code-Zellen lassen sich zusammenführen.",
    run: {
      cell: "Ausgewählte Zellen ausführen",
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
      cut: "Ausgewählte Zellen ausschneiden",
      copy: "Ausgewählte Zellen kopieren",
      pasteBelow: "Zellen darunter einfügen",
      pasteAbove: "Zellen darüber einfügen",
      delete: "Ausgewählte Zellen löschen",
      moveUp: "Ausgewählte Zellen nach oben",
      moveDown: "Ausgewählte Zellen nach unten",
      merge: "Ausgewählte Zellen zusammenführen, oder eine mit der darunter",
      split: "Zelle an der Cursorposition teilen",
      toCode: "In eine Code-Zelle umwandeln",
      toText: "In eine Text-Zelle umwandeln",
    },
    view: {
      previous: "Zur Zelle darüber gehen",
      next: "Zur Zelle darunter gehen",
      extendUp: "Auswahl nach oben erweitern",
      extendDown: "Auswahl nach unten erweitern",
      selectAll: "Alle Zellen auswählen",
      outline: "Die Gliederung zeigen",
      collapse: "Ausgewählte Zellen zuklappen",
      expand: "Ausgewählte Zellen aufklappen",
      foldSection: "Den Abschnitt einklappen",
      unfoldSection: "Den Abschnitt ausklappen",
      lineNumbers: "Zeilennummern ein- oder ausblenden",
      plainEditor: "Code in einem einfachen Textfeld bearbeiten, oder im Code-Editor",
      theme: (theme: string) => `Farben: ${theme}`,
      shortcuts: "Die Tastenkürzel zeigen",
      palette: "Einen Befehl finden",
      status: "Den Status zeigen",
      endpoint: "Lokaler Endpunkt",
    },
    notebook: {
      keep: "Jetzt in diesem Browser speichern",
      download: "Herunterladen, Download, exportieren",
      duplicate: "Dieses Notebook duplizieren",
      delete: "Dieses Notebook löschen",
      reset: "Auf die Vorlage zurücksetzen",
      create: (from: string) => `Neues Notebook: ${from}`,
      open: (title: string) => `Öffnen: ${title}`,
    },
  },
} satisfies AllTexts;
