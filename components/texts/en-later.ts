/** English texts of parts that are loaded when they are needed: they are no part of the shell. */
import type { SampleLanguage } from "#deploy/samples.ts";
import type { PayloadForm } from "#deploy/sample-request.ts";
import type { SettingName } from "#deploy/deploy-settings.ts";
import type { PreflightFinding } from "#bundle/download/preflight.ts";
import { formatBytes, formatCount } from "#components/format.ts";
import type { CheckKind } from "#evaluate/check.ts";

export const enLater = {
  wrapper: {
    option: "Wrapper",
    options: { transformers: "Option 1: transformers pipeline", pyfunc: "Option 2: custom Python class" },
    profile: "Written for",
    form: "Wrapper form",
    name: "Artifact name",
    nameHint: "The model's name in MLflow, and the folder in the zip.",
    tasks: {
      "llm/v1/chat": {
        name: "Chat: llm/v1/chat",
        hint: "Takes OpenAI's chat messages and gives chat completions, with the tokens used.",
      },
      "llm/v1/completions": {
        name: "Completions: llm/v1/completions",
        hint: "Takes a prompt and gives OpenAI's text completions, with the tokens used.",
      },
      "text-generation": {
        name: "Plain text: text-generation",
        hint: "Takes a text and gives it back with the answer after it, as the pipeline itself does.",
      },
    },
    modelConfig: "model_config",
    maxLengthHint: "Maximum tokens of prompt and answer together.",
    truncationHint: "Cut prompts that are too long.",
    includePromptHint: "Repeat the prompt in the answer.",
    reference: {
      weights: "Weights",
      inArtifact: "In the artifact",
      byReference: "By reference to the hub",
      artifactHint: "The artifact holds the whole model.",
      referenceHint:
        "save_pretrained=False: the artifact has no weights. MLflow loads them from the Hugging Face hub.",
      repository: "Repository",
      commit: "Commit",
      hints: {
        repository: "Owner and name. Leave empty for the repository that the model was downloaded from.",
        commit: "40 hexadecimal digits. Leave empty for the downloaded commit.",
      },
      findCommit: (revision: string) => `Ask huggingface.co for the commit of "${revision}"`,
    },
    kind: "Kind of model",
    kinds: {
      prompt: { name: "Prompt", hint: "A prompt in, a text out: a PythonModel, as in the write-up." },
      params: {
        name: "Prompt with params",
        hint: "Each search option is a param of predict and of the endpoint, with the value here as its default.",
      },
      chat: {
        name: "Chat: ChatModel",
        hint: "Takes and gives OpenAI's chat messages, and streams. MLflow 3 recommends ResponsesAgent in its place. Python runs it here.",
      },
      responses: {
        name: "Responses: ResponsesAgent",
        hint: "Takes and gives items of OpenAI's Responses API, and streams. Python runs it here.",
      },
    },
    className: "Class name",
    classNameHint: "The name of the Python class.",
    classForm: "Class in the artifact",
    classForms: { reference: "Named by a pickle, source under code/", code: "Models from code" },
    byReferenceHint: "python_model.pkl holds only the name of the class. The class is beside it as source.",
    fromCodeHint:
      "MLflow runs the Python file in the zip, which has no pickle. The code beside this form logs a pickled object, as the write-up does.",
    artifactsKey: "Artifacts key",
    artifactsKeyHint: "The key of the ONNX folder in context.artifacts.",
    searchOptions: "Search options",
    searchOption: "Option",
    searchValue: "Value",
    addSearchOption: "Add search option",
    remove: "Remove",
    removeSearchOption: (name: string) => `Remove ${name}`,
    valueOf: (name: string) => `Value of ${name}`,
    inputExample: "Input example: prompt or question",
    inputExampleHint: "MLflow infers the signature from it.",
    pip: "Extra pip requirements",
    pipHint: "One per line.",
    code: "Python",
    codeOf: (name: string) => `Python of ${name}`,
    generated: "Generated from the form",
    edited: "Edited by hand",
    discard: "Discard edits",
    replaceTitle: "Replace your edits in the code?",
    replaceText: "The form generates the code again and replaces what you wrote. You can undo this.",
    replace: "Replace my edits",
    keep: "Keep my code",
    trueFalse: { true: "True", false: "False" },
  },
  deploy: {
    form: "Deployment",
    target: "Target",
    settings: {
      endpointName: "Endpoint name",
      deploymentName: "Deployment name",
      instanceType: "Instance type",
      instanceCount: "Instances",
      timeoutSeconds: "Timeout in seconds",
      corsOrigins: "Allowed web pages",
      ownScoring: "Scoring script",
      computeName: "Compute cluster",
      imageName: "Image",
      storageUri: "Model address",
      registeredModel: "Registered model",
    } satisfies Record<SettingName, string>,
    settingHints: {
      endpointName: "Unique in the region or cluster.",
      deploymentName: "One endpoint can have several.",
      instanceType: "Leave empty for the smallest with enough memory.",
      instanceCount: "Each answers one question at a time.",
      timeoutSeconds: "A long answer can take a minute on a CPU.",
      corsOrigins: "Origins, separated by commas. Leave empty for none.",
      ownScoring: "Azure ML's server runs this script. Otherwise Azure ML generates one.",
      computeName: "It must already exist.",
      imageName: "Name and tag, with an optional registry.",
      storageUri: "Where the cluster finds the model folder.",
      registeredModel: "catalog.schema.model",
    } satisfies Record<SettingName, string>,
    ownScoring: { own: "Included in these files", generated: "Generated by Azure ML" },
    notRun: "Run this cell to get the files and sample programs in five languages.",
    views: "Parts of the deployment",
    files: "Files",
    samples: "Samples",
    test: "Test",
    tree: (folder: string) => `Files of ${folder}`,
    zipHint: (folder: string, model: string) =>
      `Unpack the zip beside the folder ${model}. ${folder}/README.md describes the next steps.`,
    language: "Language",
    languages: {
      javascript: "JavaScript",
      python: "Python",
      csharp: "C#",
      r: "R",
      curl: "curl",
    } satisfies Record<SampleLanguage, string>,
    payload: "Payload",
    payloads: {
      messages: "plain input",
      dataframe_split: "dataframe_split",
      inputs: "inputs",
      input_data: "input_data",
    } satisfies Record<PayloadForm, string>,
    sampleHint: (path: string) => `In the zip: ${path}`,
    sampleFilled: (path: string) =>
      `With the address and the key of the Test tab. In the zip, without them: ${path}`,
    sampleOf: (language: string, name: string) => `Sample in ${language}, ${name}`,
    url: "Address",
    urlHint: "Address of a running endpoint. This browser calls it, so it must allow this page (CORS).",
    token: "Key or token",
    tokenHint: "Sent only to that address. It is not stored.",
    question: "Question",
    questionHint: "The input of predict, as JSON.",
    send: "Send",
    stop: "Stop",
    sending: "Waiting for the endpoint",
    asking: "Asking the model in this page",
    latency: "Latency",
    status: "Status",
    endpointAnswer: "The endpoint's answer",
    pageAnswer: "This page's answer",
    noAnswer: "The response has no answer in the form of this option:",
    response: "Whole response",
    pageTime: "Time",
    same: "Both answer the same.",
    different: "The answers differ.",
    differentHint:
      "With sampling, answers vary. Without it, the endpoint may have another model, version or settings.",
    failed: "The endpoint did not answer",
    asCurl: "The request as curl",
    curlHint: "A terminal may reach the endpoint where this browser cannot. It contains your key.",
    pageFailed: "This page did not answer",
  },
  longSource: {
    edit: "Edit all of it",
  },
  status: {
    title: "Status",
    intro:
      "What this browser and this host give the page. Models run on your CPU, in WebAssembly. Nothing you type leaves the page.",
    yes: "Yes",
    no: "No",
    none: "None",
    unknown: "Unknown",
    notYet: "Not yet",
    limited: "could be better",
    of: (used: string, total: string) => `${used} of ${total}`,
    actions: {
      reload: "Reload the page",
      update: "Reload with the new version",
      persist: "Ask the browser to keep it",
    },
    secure: "Served securely",
    notSecure:
      "The page was loaded over http from another machine. Browsers do not give such pages threads, model storage, a service worker or installation. Serve it over https, or open it on that machine as localhost.",
    isolation: "Cross-origin isolation",
    isolatedIfSecure: "Only a page served over https or from localhost can be isolated.",
    isolated: "The page can share memory between threads.",
    isolatedAfterReload:
      "The host does not send the headers that isolate a page. The page's service worker adds them when you reload.",
    notIsolatedYet:
      "The host does not send the headers that isolate a page. The service worker that adds them is being installed.",
    notIsolatedByBrowser:
      "The service worker added the headers, but the browser still does not isolate the page. Serve it with Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, or use another browser.",
    notIsolated:
      "The host does not send the headers that isolate a page, and there is no service worker to add them. Serve the page with Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, as npm start does.",
    threads: "Threads",
    threadsOf: (threads: number, processors: number) =>
      `${threads === 1 ? "1 thread" : `${threads} threads`} on ${processors === 1 ? "1 processor core" : `${processors} processor cores`}`,
    manyThreads: "More than four threads help little: memory is the bottleneck, not the processor.",
    oneThread: "Models run, but slowly. More threads need cross-origin isolation.",
    simd: "SIMD",
    simdRelaxed: "Relaxed SIMD",
    simdRelaxedText: "The int4 kernel uses its fastest int8 dot product.",
    simdPlain: "SIMD, without relaxed SIMD",
    simdPlainText: "The int4 kernel uses its slower build. A newer browser may support relaxed SIMD.",
    simdNone: "Models cannot run without WebAssembly SIMD. Use a browser from the last three years.",
    jsMemory: "JavaScript memory",
    jsMemoryUnknown: "Only Chromium reports it.",
    jsMemoryFull: "It is nearly full. Save your notebook, close other tabs of this page and reload.",
    deviceMemory: (gigabytes: number) =>
      gigabytes >= 8 ? "This machine has 8 GB or more." : `This machine has about ${gigabytes} GB.`,
    wasmMemory: "Model memory",
    wasmMemoryUnknown:
      "Known after an inference cell has run on the int4 kernel. A model can use up to 4 GB.",
    wasmMemoryText: "Weights and cache of the model that ran last. A model can use up to 4 GB.",
    storage: "Storage",
    storedIfSecure:
      "Notebooks are kept. Downloading a model needs https or localhost. Open a model from a folder or zip instead.",
    storageText: "Space that notebooks and models use, of what this browser allows.",
    storageFull:
      "It is nearly full. Delete models you no longer need in a model cell, under Kept models, or free disk space.",
    noStorage:
      "The browser stores nothing for this page, as in a private window. Save your notebook as .ipynb before you leave.",
    persistence: "Persistent storage",
    persisted: "The browser will not delete notebooks and models on its own.",
    notPersisted: "The browser may delete notebooks and models when disk space is short.",
    persistRefused:
      "The browser declined. It may agree once the page is bookmarked, installed or used more often.",
    persistenceUnknown:
      "This browser does not say whether it may delete notebooks and models when disk space is short.",
    service: "Service worker",
    serviceActive: "Active",
    serviceText: "It opens the page offline, and isolates it where the host does not.",
    serviceInstalling: "Installing",
    serviceUpdate: "New version ready",
    updateText: "It takes over when you reload with it. Your notebooks are saved first.",
    serviceBypassed: "Bypassed",
    bypassedText: "The page was reloaded without it, as with Shift. Reload once more without Shift.",
    serviceDevelopment: "The development server does not use one.",
    serviceAbsent: (detail: string | null) =>
      `Without it the page needs the network, cannot be installed and has no local endpoint. Everything else works. Browsers may turn it off in private windows, by a setting, or on pages without https.${detail === null ? "" : ` The browser says: ${detail}`}`,
    offline: "Works offline",
    offlineNone: "Needs the service worker.",
    offlineReady: "The whole page and the demo model are stored in this browser.",
    offlineBusy: "The page is stored in this browser. The engines and the demo model are still downloading.",
    offlinePart:
      "The page is stored in this browser. The engines and the demo model are stored when you first use them.",
    offlineProblem: (reason: string) =>
      `Part of the page could not be stored: ${reason} Missing files are fetched when needed.`,
    versions: "Versions",
    notices: "Third-party licences",
    report: "the status, for a bug report",
  },
  download: {
    open: "Download…",
    title: "Download a model",
    text: "The model is stored in this browser and runs here. Your notebook and your questions are not sent anywhere.",
    textBefore:
      "Choose a model. The next step shows what is downloaded, and whether it runs on this computer.",
    source: "Model",
    known: "Microsoft's models on Hugging Face",
    other: "Others",
    otherRepository: "Another Hugging Face repository",
    list: "A list of files at an address",
    repository: "Repository",
    repositoryHint:
      "Owner and name, such as microsoft/Phi-3-mini-4k-instruct-onnx, or the address of its page or of a folder in it.",
    revision: "Revision",
    revisionHint: "A branch, tag or commit. If empty, the commit this page knows, or else the newest.",
    publicModel: (name: string, size: string) => `${name}, int4 for CPU, ${size}`,
    serves: (license: string, context: number) =>
      `${license} licence, a context of ${formatCount(context)} tokens. Serves both options: option 2 packs these files, option 1 runs them here and refers to the weights on the hub.`,
    more: "Revision, mirror, access token",
    hub: "Hub",
    hubHint: "Address of a mirror, if you cannot reach huggingface.co.",
    token: "Access token",
    tokenHint: "For private or gated models. It is sent only to the hub above.",
    keepToken: "Keep the token in this browser",
    listUrl: "Address",
    listHint:
      "Address of a bundle.json that lists each file with its size and SHA-256. The server must allow other origins (CORS).",
    lookUp: "Next",
    waiting: (wait: string) => `The hub is busy. Trying again in ${wait}`,
    lookingUp: "Reading the list of files",
    close: "Cancel",
    back: "Back",
    variant: "Model",
    fitness: {
      both: "runs here",
      one: "runs here with one option",
      slow: "runs here slowly",
      unknown: "could not be checked",
      none: "does not run here",
    },
    better: (variant: string) => `In the same repository, ${variant} runs better here.`,
    chooseBetter: "Choose it",
    weightsStay: (repository: string) =>
      `The weights are not downloaded: option 1's artifact refers to ${repository}.`,
    published: (name: string, different: readonly string[]) =>
      different.length === 0
        ? `These are the published files of ${name}: their sizes and hashes are known to this page.`
        : `These are not the published files of ${name}. Different: ${different.join(", ")}. Use this source only if you trust it.`,
    from: "From",
    model: "Source",
    size: "Size",
    sizeOf: (bytes: string, files: string) => `${bytes} in ${files === "1" ? "1 file" : `${files} files`}`,
    files: "Files of this download",
    examining: (fetchedBytes: number) =>
      `Checking whether it will run here${fetchedBytes > 0 ? ` (${formatBytes(fetchedBytes)} read)` : ""}`,
    examinedBy: (bytes: number) => `This check read ${formatBytes(bytes)}, but no weights.`,
    gated: (page: string) =>
      `You must accept the model's terms to download these files. Accept them on ${page}, go back, and enter an access token of that account.`,
    notExamined: (reason: string) => `Could not check whether it will run here. ${reason}`,
    verdict: "Will it run here?",
    finding: (finding: PreflightFinding): string => {
      switch (finding.subject) {
        case "storage":
          if (finding.freeBytes === null) return "This browser does not say how much it can store.";
          return finding.level === "bad"
            ? `${formatBytes(finding.neededBytes)} are needed, but this browser has room for ${formatBytes(finding.freeBytes)}. Delete models you no longer need, or free disk space.`
            : `This browser has room for it: ${formatBytes(finding.freeBytes)} are free.`;
        case "memory": {
          const { basis, level, fittingTokens, contextLength, wideTokens, outsideBytes } = finding;
          const limit =
            finding.limit === "wasm"
              ? `a web page's ${formatBytes(finding.limitBytes)} of memory`
              : `this computer's ${formatBytes(finding.limitBytes)} of memory`;
          const weights = formatBytes(finding.weightBytes);
          const estimate = basis === "sizes" ? "Estimated from the sizes of its files: " : "";
          const outside =
            outsideBytes > 1e6
              ? ` Its embedding (${formatBytes(outsideBytes)}) does not count: the page keeps it elsewhere.`
              : "";
          if (level === "bad") {
            return `${estimate}Its weights (${weights}) leave no useful room in ${limit}. You can download it, but it will hardly run. Choose a smaller model.`;
          }
          const narrow =
            wideTokens !== null && fittingTokens !== null && wideTokens < fittingTokens
              ? ` Above ${formatCount(wideTokens)} tokens, keys and values are kept in 16 bits, not 32.`
              : "";
          if (fittingTokens !== null && level === "caution") {
            return `${estimate}Beside its weights (${weights}), ${limit} has room for ${formatCount(fittingTokens)} tokens of context, fewer than the model's ${formatCount(contextLength ?? 0)}. Keep max_length at or below that.${narrow}${outside}`;
          }
          return fittingTokens === null
            ? `${estimate}Its weights (${weights}) fit into ${limit}. Its files do not say how much its context needs.`
            : `${estimate}Its weights (${weights}) and its whole context fit into ${limit}.${narrow}${outside}`;
        }
        case "threads":
          return finding.threads === 1
            ? `It will run on one thread${finding.level === "caution" ? ", which is slow for a model of this size" : ""}.`
            : `It will run on ${finding.threads} threads.`;
      }
    },
    leastUsed: (name: string, bytes: string) =>
      `Of your kept models, ${name} was used least recently. Deleting it frees ${bytes}.`,
    allHashed: "Every file is checked against the hash in this list.",
    someUnhashed: (count: number) =>
      `The list has no hash for ${count === 1 ? "1 file" : `${count} files`}: only the size can be checked.`,
    pace: "Speed and connections",
    limit: "Speed limit",
    limitHint: "Limits the whole download, to leave bandwidth for others.",
    limitOf: (bytesPerSecond: number) => `${formatBytes(bytesPerSecond).replace(".0", "")}/s`,
    noLimit: "None",
    connections: "Connections at once",
    connectionsHint: "Use fewer for a small server.",
    deleteLeastUsed: (name: string) => `Delete ${name}`,
    consent: (bytes: string, host: string) => `Download ${bytes} from ${host}`,
    running: "Downloads",
    progressOf: (name: string) => `Download of ${name}`,
    pause: "Pause",
    resume: "Resume",
    cancel: "Cancel",
    cancelTitle: (name: string) => `Cancel the download of ${name}?`,
    cancelText: (bytes: string) =>
      `The ${bytes} already downloaded will be deleted. To continue later, pause instead.`,
    cancelConfirm: "Cancel and delete",
    goOn: "Keep downloading",
    cancelled: (name: string) => `Cancelled the download of ${name} and deleted its files.`,
    paused: "Paused",
    stopped: "Stopped",
    downloading: "Downloading",
    checkingParts: "Checking downloaded parts",
    elsewhere: "In another tab",
    speed: (bytes: string) => `${bytes}/s`,
    left: (time: string) => `${time} left`,
    trouble: (reason: string, wait: string) => `Waiting: ${reason}. Trying again in ${wait}.`,
    failed: "The download stopped",
    kept: (count: number, bytes: string) =>
      `Kept models: ${count === 1 ? "1 model" : `${formatCount(count)} models`}, ${bytes}`,
    lastUsed: (date: Date) => `last used ${date.toLocaleDateString("en", { dateStyle: "medium" })}`,
    check: "Check",
    checking: "Reading every byte",
    sound: (name: string) => `${name} is complete: every byte is correct.`,
    damaged: (name: string, paths: readonly string[]) =>
      `${name} is damaged in ${paths.join(", ")}. Resume its download to repair it. Only damaged parts are downloaded again.`,
    delete: "Delete",
    deleteTitle: (name: string) => `Delete ${name} from this browser?`,
    deleteText: (bytes: string) => `This frees ${bytes}. To use the model again you must download it again.`,
    deleteConfirm: "Delete",
    deleted: (name: string) => `${name} is deleted from this browser.`,
    persisted: "This browser will not delete models on its own when space is short.",
    notPersisted: "This browser may delete models when space is short.",
    persist: "Ask it to keep them",
    persistRefused:
      "The browser declined. It may agree once the page is bookmarked, installed or used more often.",
  },
  serverConsent: {
    title: (server: string) => `Let this notebook's Python use ${server}?`,
    text: "Its code can then read and change runs, experiments and registered models on that server, with your credentials for it. Read the code before you agree. It still reaches no other address.",
    agree: "Let it use the server",
    refuse: "Don't let it",
    holds: "Your answer holds for this notebook and this server until you close or reload the page.",
    beside: (files: string) =>
      `Python of an opened model runs in this session too: ${files}. It could use the server as well. Restart Python to use the server without it.`,
  },
  serverModelConsent: {
    text: (server: string) =>
      `The code loads a model from ${server}, and this model came with Python that this page did not write. Read it before you agree. It runs in the session of this notebook, so it sees your variables, and it can use ${server} as your code can. It reaches no other address.`,
    holds:
      "Your answer holds for this model, this notebook and this server until you close or reload the page.",
  },
  evaluate: {
    form: "What to ask and check",
    table: "Table",
    tableHint: "Each row is one request. Paste cells from a spreadsheet into any field.",
    row: "Row",
    columnName: (place: number) => `Name of column ${place}`,
    newColumn: "column",
    value: (column: string, row: number) => `${column}, row ${row}`,
    addRow: "Add row",
    addColumn: "Add column",
    remove: "Remove",
    removeRow: (row: number) => `Remove row ${row}`,
    removeColumn: (column: string) => `Remove column ${column}`,
    import: "Import a table",
    chooseFile: "Choose file…",
    fileInput: "CSV or JSON Lines file",
    importText: "Table as CSV, tab-separated text or JSON Lines",
    importExample: "prompt,expected\nWhat is the capital of Spain?,Madrid",
    replaceTable: "Replace the table",
    pageBefore: "Previous rows",
    pageAfter: "Next rows",
    rowsShown: (from: number, to: number, all: number) => `Rows ${from} to ${to} of ${formatCount(all)}`,
    request: "Request for each row",
    requestHints: {
      transformers:
        "The input of predict, as JSON. {{prompt}} stands for the row's text in the column prompt. Settings such as max_tokens go here too.",
      pyfunc:
        "The input of predict, as JSON. {{prompt}} stands for the row's text in the column prompt. Write the role marks here.",
    },
    checks: "Checks",
    checksHint: "A row is not checked where the expected text is empty.",
    check: "Check",
    checkKinds: {
      exact: "Equals",
      contains: "Contains",
      regex: "Matches a pattern",
      json_schema: "Fits a JSON schema",
      python: "Python",
    } satisfies Record<CheckKind, string>,
    checkHints: {
      exact: "The whole answer, without spaces around it.",
      contains: "The answer contains the text.",
      regex: "A regular expression of Python, found anywhere in the answer.",
      json_schema: "The answer is JSON that the schema accepts.",
      python:
        'An expression of answer and row, such as row["expected"] in answer, or a function of both. It runs in this page\'s Python. None leaves a row unchecked.',
    } satisfies Record<CheckKind, string>,
    expected: "Expected",
    ignoreCase: "Ignore case",
    addCheck: "Add check",
    removeCheck: (name: string) => `Remove check ${name}`,
    run: "Run",
    notRun: "Run this cell to ask every row and check the answers.",
    asked: (rows: number, all: number) =>
      `Stopped after ${formatCount(rows)} of ${formatCount(all)} rows. Their answers are kept.`,
    totals: "Totals",
    answered: "Rows answered",
    of: (count: string, all: string) => `${count} of ${all}`,
    share: (count: string, all: string, percent: string) => `${count} of ${all} (${percent})`,
    allPassed: "Passed every check",
    tokens: "Tokens",
    tokenCounts: (prompt: string, generated: string) => `${prompt} in, ${generated} out`,
    percentile: (percent: number) => (percent === 50 ? "Median time" : `${percent}th percentile of time`),
    speed: "Speed",
    views: "Parts of the evaluation",
    rows: "Rows",
    answer: "Answer",
    time: "Time",
    passed: "Passed",
    notPassed: "Failed",
    notChecked: "Not checked",
    log: "Log to an MLflow server",
    logRun: "Log run",
    logged: "Logged as",
    compare: "Compare",
    compareNone: "No other Evaluate cell has results. Add one with another wrapper, runtime or request.",
    differing: (count: string, all: string) => `${count} of ${all} answers differ.`,
    changed: (better: string, worse: string) => `${better} rows pass here only, ${worse} there only.`,
    metrics: "Metrics",
    metric: "Metric",
    differences: "Answers that differ",
    saveCsv: "CSV",
    saveTable: "MLflow table",
    plot: "Plot",
    plotTitle: "Time for an answer",
    plotNone: "No row has an answer to plot.",
    plotSummary: (from: string, to: string, most: string, count: string, failed: string) =>
      `From ${from} to ${to}; most rows (${count}) took ${most}. Rows that failed a check: ${failed}.`,
    plotRows: "rows",
    plotTime: "time for the whole answer",
    plotPassed: "Passed every check",
    plotFailed: "Failed a check",
    printed: "Printed by the wrapper's class",
  },
};

export type LaterTexts = typeof enLater;
