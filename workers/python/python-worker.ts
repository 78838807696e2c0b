import { startWorker } from "../rpc/start-worker.ts";

startWorker(() => import("./worker.ts"));
