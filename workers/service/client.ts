import { messageOf } from "#base/errors.ts";
import type { AnswerRequest, OfflineFiles, ServicePort, ServiceState } from "#service/service-port.ts";
import { answerOffer } from "./answer-offer.ts";
import type { FromService, ToService } from "./service-messages.ts";

export interface ServiceClientOptions {
  /** Of the page; null where the browser has none: in private windows of some, on pages without https. */
  readonly container: ServiceWorkerContainer | null;
  /** Null in development, where there is none. */
  readonly scriptUrl: string | null;
  /** Called once the page is at rest: what opens the page comes first. */
  readonly whenIdle: (then: () => void) => void;
  readonly reload: () => void;
  /** The person asked to spare data: the rest of the files is cached as it is used, not beforehand. */
  readonly saveData: boolean;
}

/** A tab that stays open asks for a new version this often; a browser itself asks at each visit. */
const UPDATE_CHECK_MS = 60 * 60_000;

/** The page's side of the service worker. Without one everything works, but for what only it can do. */
export function createServiceClient(options: ServiceClientOptions): ServicePort {
  const { container, scriptUrl, whenIdle, reload, saveData } = options;
  const hadController = (container?.controller ?? null) !== null;
  let registration: ServiceWorkerRegistration | null = null;
  let offline: OfflineFiles | null = null;
  let update: "none" | "waiting" | "taken" = "none";
  let reloadWhenTaken = false;
  let answer: AnswerRequest | null = null;
  let tell: (state: ServiceState) => void = () => undefined;

  function tellState(): void {
    if (registration === null) return;
    if (registration.active === null) tell({ status: "installing" });
    else {
      const controls = (container?.controller ?? null) !== null;
      tell({ status: "active", controls, servedPage: hadController, offline, update });
    }
  }

  function post(worker: ServiceWorker | null, message: ToService): void {
    worker?.postMessage(message);
  }

  /** A version that was installed while another is active waits; the first of all does not. */
  function lookForUpdate(): void {
    if (registration?.waiting && registration.active && update === "none") update = "waiting";
    tellState();
  }

  function watch(worker: ServiceWorker | null): void {
    worker?.addEventListener("statechange", () => {
      lookForUpdate();
      if (worker.state === "activated") cacheTheRest();
      // It could not have the shell, or not the right one: the next visit tries again.
      if (worker.state === "redundant" && !registration?.active && !registration?.waiting)
        tell({ status: "absent", reason: "refused", detail: null });
    });
  }

  function cacheTheRest(): void {
    whenIdle(() => post(registration?.active ?? null, { kind: saveData ? "report" : "fill" }));
  }

  function listen(container: ServiceWorkerContainer): void {
    let controlled = hadController;
    container.addEventListener("controllerchange", () => {
      if (reloadWhenTaken) reload();
      // The first one that takes the page over changes nothing in it.
      else if (controlled) update = "taken";
      controlled = true;
      tellState();
    });
    container.addEventListener("message", (event) => {
      const message = event.data as FromService;
      switch (message.kind) {
        case "offline":
          offline = message.files;
          tellState();
          break;
        case "endpoint-offer":
          if (answer !== null && event.ports[0]) answerOffer(event.ports[0], answer);
          break;
      }
    });
    // Messages wait until this is called where a listener was added by addEventListener.
    container.startMessages();
  }

  async function register(container: ServiceWorkerContainer, url: string): Promise<void> {
    tell({ status: "installing" });
    listen(container);
    try {
      // Undefined where tools that test pages have switched registering off.
      const registered: ServiceWorkerRegistration | undefined = await container.register(url, {
        updateViaCache: "none",
      });
      registration = registered ?? null;
    } catch (error) {
      tell({ status: "absent", reason: "refused", detail: messageOf(error) });
      return;
    }
    if (registration === null) {
      tell({ status: "absent", reason: "refused", detail: null });
      return;
    }
    const registered = registration;
    registered.addEventListener("updatefound", () => watch(registered.installing));
    watch(registered.installing);
    lookForUpdate();
    if (registered.active) cacheTheRest();
    setInterval(() => void registered.update().catch(() => undefined), UPDATE_CHECK_MS);
  }

  return {
    endpointUrl: scriptUrl === null ? "" : new URL("./", scriptUrl).href,
    serve(next) {
      answer = next;
    },
    start(listener) {
      tell = listener;
      if (scriptUrl === null) tell({ status: "absent", reason: "development", detail: null });
      else if (container === null) tell({ status: "absent", reason: "unsupported", detail: null });
      else void register(container, scriptUrl);
    },
    async update() {
      const waiting = registration?.waiting ?? null;
      if (waiting === null) {
        reload();
        return;
      }
      reloadWhenTaken = true;
      post(registration?.active ?? null, { kind: "stop-filling" });
      post(waiting, { kind: "take-over" });
    },
    reload,
  };
}
