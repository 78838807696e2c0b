/** A worker that is a thread of the int4 kernel. */
import { serveTeam } from "./help-team.ts";

serveTeam();
