import { message } from "#base/message.ts";
import { kserveFiles } from "../kserve.ts";
import { quoted } from "../quoted.ts";
import type { Target } from "./target.ts";

/** A label of RFC 1035, which Kubernetes requires for services. */
const NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const MOST_CHARACTERS = 63;

export const kserve: Target = {
  name: message`Kubernetes: KServe with MLServer`,
  hint: message`A service in a cluster with KServe.`,
  settings: ["endpointName", "storageUri", "timeoutSeconds"],
  endpointNameProblem: (name) =>
    NAME.test(name) && name.length <= MOST_CHARACTERS
      ? null
      : message`Kubernetes wants a name that begins with a lower-case letter, of at most ${MOST_CHARACTERS} lower-case letters, digits and dashes; found ${quoted(name)}.`,
  files: kserveFiles,
  title: "Kubernetes with KServe and MLServer",
  steps: ({ settings }) => [
    `1. Put the files of the model's folder at \`${settings.storageUri}\`.\n2. Name your registry in \`serving-runtime.yml\` and \`deploy.sh\` instead of registry.example.com.\n3. Run \`bash deploy.sh\`.`,
    "MLServer answers at `/invocations` in MLflow's form. The V2 protocol's `/infer` takes arrays, which a chat's messages are not.",
  ],
  payloadForms: () => ["dataframe_split"],
  endpointUrl: ({ endpointName }) => `http://${endpointName}.default.example.com/invocations`,
};
