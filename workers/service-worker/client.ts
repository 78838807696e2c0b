import { messageOf } from "#base/errors.ts";
import type {
  AnswerRequest,
  OfflineFiles,
  ServicePort,
  ServiceState,
} from "#service-worker/service-worker-port.ts";
import { answerOffer } from "./answer-offer.ts";
import { readFromService, type ToService } from "./service-messages.ts";

export interface ServiceClientOptions {
  /** The page's service worker container; null if the browser has none: in private windows of some browsers, on pages without https. */
  readonly container: ServiceWorkerContainer | null;
  /** Null in development, where there is none. */
  readonly scriptUrl: string | null;
  /** Called once the page is idle, so that opening the page comes first. */
  readonly whenIdle: (then: () => void) => void;
  readonly reload: () => void;
  /** The person asked to save data: the remaining files are cached when used, not beforehand. */
  readonly saveData: boolean;
}

/** How often an open tab checks for a new version; a browser itself checks at each visit. */
const UPDATE_CHECK_MS = 60 * 60_000;

/** The page's side of the service worker. Without one, everything works except what only it can do. */
export function createServiceClient(options: ServiceClientOptions): ServicePort {
  const client = new ServiceClient(options);
  return {
    endpointUrl: options.scriptUrl === null ? "" : new URL("./", options.scriptUrl).href,
    serve: (answer) => client.serve(answer),
    start: (listener) => client.start(listener),
    update: () => client.update(),
    reload: options.reload,
  };
}

class ServiceClient {
  readonly #options: ServiceClientOptions;
  readonly #hadController: boolean;
  #registration: ServiceWorkerRegistration | null = null;
  #offline: OfflineFiles | null = null;
  #update: "none" | "waiting" | "taken" = "none";
  #reloadWhenTaken = false;
  #answer: AnswerRequest | null = null;
  #tell: (state: ServiceState) => void = () => undefined;

  constructor(options: ServiceClientOptions) {
    this.#options = options;
    this.#hadController = this.#controls;
  }

  serve(answer: AnswerRequest | null): void {
    this.#answer = answer;
  }

  start(listener: (state: ServiceState) => void): void {
    this.#tell = listener;
    const { container, scriptUrl } = this.#options;
    if (scriptUrl === null) listener({ status: "absent", reason: "development", detail: null });
    else if (container === null) listener({ status: "absent", reason: "unsupported", detail: null });
    else void this.#register(container, scriptUrl);
  }

  async update(): Promise<void> {
    const waiting = this.#registration?.waiting ?? null;
    if (waiting === null) {
      this.#options.reload();
      return;
    }
    this.#reloadWhenTaken = true;
    post(this.#registration?.active ?? null, { kind: "stop-filling" });
    post(waiting, { kind: "take-over" });
  }

  get #controls(): boolean {
    return (this.#options.container?.controller ?? null) !== null;
  }

  #tellState(): void {
    if (this.#registration === null) return;
    if (this.#registration.active === null) this.#tell({ status: "installing" });
    else
      this.#tell({
        status: "active",
        controls: this.#controls,
        servedPage: this.#hadController,
        offline: this.#offline,
        update: this.#update,
      });
  }

  async #register(container: ServiceWorkerContainer, url: string): Promise<void> {
    this.#tell({ status: "installing" });
    this.#listen(container);
    // Undefined if a tool for testing pages has switched registration off.
    let registered: ServiceWorkerRegistration | undefined;
    try {
      registered = await container.register(url, { updateViaCache: "none" });
    } catch (error) {
      this.#tell({ status: "absent", reason: "refused", detail: messageOf(error) });
      return;
    }
    if (!registered) {
      this.#tell({ status: "absent", reason: "refused", detail: null });
      return;
    }
    this.#follow(registered);
  }

  #listen(container: ServiceWorkerContainer): void {
    let controlled = this.#hadController;
    container.addEventListener("controllerchange", () => {
      if (this.#reloadWhenTaken) this.#options.reload();
      // The first one to take over the page changes nothing in it.
      else if (controlled) this.#update = "taken";
      controlled = true;
      this.#tellState();
    });
    container.addEventListener("message", ({ data, ports }: MessageEvent<unknown>) => {
      const message = readFromService(data);
      switch (message?.kind) {
        case "offline":
          this.#offline = message.files;
          this.#tellState();
          break;
        case "endpoint-offer":
          if (this.#answer !== null && ports[0]) answerOffer(ports[0], this.#answer);
          break;
        case undefined:
          break;
      }
    });
    // With addEventListener, messages wait until this is called.
    container.startMessages();
  }

  #follow(registration: ServiceWorkerRegistration): void {
    this.#registration = registration;
    registration.addEventListener("updatefound", () => this.#watch(registration.installing));
    this.#watch(registration.installing);
    this.#lookForUpdate();
    if (registration.active) this.#cacheTheRest();
    setInterval(() => void registration.update().catch(() => undefined), UPDATE_CHECK_MS);
  }

  #watch(worker: ServiceWorker | null): void {
    worker?.addEventListener("statechange", () => {
      this.#lookForUpdate();
      if (worker.state === "activated") this.#cacheTheRest();
      // It could not get the shell, or not the right one: the next visit tries again.
      if (worker.state === "redundant" && !this.#registration?.active && !this.#registration?.waiting)
        this.#tell({ status: "absent", reason: "refused", detail: null });
    });
  }

  /** A version that was installed while another is active waits; the very first does not. */
  #lookForUpdate(): void {
    if (this.#registration?.waiting && this.#registration.active && this.#update === "none")
      this.#update = "waiting";
    this.#tellState();
  }

  #cacheTheRest(): void {
    const { saveData, whenIdle } = this.#options;
    whenIdle(() => post(this.#registration?.active ?? null, { kind: saveData ? "report" : "fill" }));
  }
}

function post(worker: ServiceWorker | null, message: ToService): void {
  worker?.postMessage(message);
}
