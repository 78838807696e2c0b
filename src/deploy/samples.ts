/** Programs that ask a deployed model: complete, with a timeout, error reports, and the token from the environment. */
import type { PythonValue } from "#wrapper/python-literal.ts";
import type { DeploySettings } from "./deploy-settings.ts";
import { pythonBlock } from "./python-block.ts";
import { type AnswerForm, type ModelInput, type PayloadForm, requestBody } from "./sample-request.ts";
import { targets } from "./targets/targets.ts";

export const SAMPLE_LANGUAGES = ["python", "javascript", "csharp", "r", "curl"] as const;
export type SampleLanguage = (typeof SAMPLE_LANGUAGES)[number];

export interface Sample {
  readonly language: SampleLanguage;
  readonly form: PayloadForm;
  readonly fileName: string;
  readonly text: string;
}

interface SampleParts {
  readonly answers: AnswerForm;
  readonly url: string;
  readonly seconds: number;
  readonly body: object;
}

/** Each prints the answer; or it prints the problem to standard error and exits with status 1. */
export function samplesOf(
  settings: DeploySettings,
  answers: AnswerForm,
  input: ModelInput,
): readonly Sample[] {
  const target = targets[settings.target];
  const url = target.endpointUrl(settings);
  return target.payloadForms(answers).flatMap((form) => {
    const parts = { answers, url, seconds: settings.timeoutSeconds, body: requestBody(form, input) };
    return SAMPLE_LANGUAGES.map((language) => ({
      language,
      form,
      fileName: `query-${form.replace("_", "-")}.${EXTENSIONS[language]}`,
      text: WRITERS[language](parts),
    }));
  });
}

const EXTENSIONS: Readonly<Record<SampleLanguage, string>> = {
  javascript: "mjs",
  python: "py",
  csharp: "cs",
  r: "R",
  curl: "sh",
};

const WRITERS: Readonly<Record<SampleLanguage, (parts: SampleParts) => string>> = {
  javascript,
  python,
  csharp,
  r,
  curl,
};

function javascript({ answers, url, seconds, body }: SampleParts): string {
  const answer = {
    messages: "first.choices[0].message.content",
    completion: "first.choices[0].text",
    items: "first.output[0].content[0].text",
    prompt: "first",
    texts: "first",
  }[answers];
  return `// node FILE.mjs - Node 18 or later, with no packages
// For a web app, run this on your server: in the browser, everyone could read the token.
const url = process.env.ENDPOINT_URL ?? ${JSON.stringify(url)};
const token = process.env.ENDPOINT_TOKEN;
const timeoutMs = ${seconds * 1000};

const body = ${JSON.stringify(body, null, 2)};

try {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      ...(token ? { Authorization: \`Bearer \${token}\` } : {}),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new Error(\`\${response.status}: \${await response.text()}\`);

  const result = await response.json();
  const predictions = result.predictions ?? result;
  const first = Array.isArray(predictions) ? predictions[0] : predictions;
  console.log(${answer});
} catch (error) {
  const reason = error.name === "TimeoutError" ? \`no answer in \${timeoutMs / 1000} s\` : (error.cause?.message ?? error.message);
  console.error(\`The endpoint did not answer: \${reason}\`);
  process.exitCode = 1;
}
`;
}

function python({ answers, url, seconds, body }: SampleParts): string {
  const answer = {
    messages: 'first["choices"][0]["message"]["content"]',
    completion: 'first["choices"][0]["text"]',
    items: 'first["output"][0]["content"][0]["text"]',
    prompt: "first",
    texts: "first",
  }[answers];
  return `# python FILE.py - Python 3.9 or later, with no packages
import json
import os
import sys
import urllib.error
import urllib.request

url = os.environ.get("ENDPOINT_URL", ${JSON.stringify(url)})
token = os.environ.get("ENDPOINT_TOKEN")
timeout_s = ${seconds}

body = ${pythonBlock(body as PythonValue)}

headers = {"Content-Type": "application/json"}
if token:
    headers["Authorization"] = f"Bearer {token}"
request = urllib.request.Request(url, data=json.dumps(body).encode(), headers=headers, method="POST")

try:
    with urllib.request.urlopen(request, timeout=timeout_s) as response:
        result = json.load(response)
except urllib.error.HTTPError as error:
    sys.exit(f"The endpoint did not answer: {error.code}: {error.read().decode(errors='replace')}")
except (urllib.error.URLError, TimeoutError) as error:
    sys.exit(f"The endpoint did not answer: {getattr(error, 'reason', error)}")

predictions = result["predictions"] if isinstance(result, dict) and "predictions" in result else result
first = predictions[0] if isinstance(predictions, list) else predictions
print(${answer})
`;
}

function csharp({ answers, url, seconds, body }: SampleParts): string {
  const answer = {
    messages: 'first?["choices"]?[0]?["message"]?["content"]?.GetValue<string>()',
    completion: 'first?["choices"]?[0]?["text"]?.GetValue<string>()',
    items: 'first?["output"]?[0]?["content"]?[0]?["text"]?.GetValue<string>()',
    prompt: "first?.GetValue<string>()",
    texts: "first?.GetValue<string>()",
  }[answers];
  return `// dotnet run - a console project of .NET 8 or later, with no packages
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

var url = Environment.GetEnvironmentVariable("ENDPOINT_URL") ?? ${JSON.stringify(url)};
var token = Environment.GetEnvironmentVariable("ENDPOINT_TOKEN");

const string body = """
${JSON.stringify(body, null, 2)}
""";

using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(${seconds}) };
if (!string.IsNullOrEmpty(token))
{
    client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
}

try
{
    using var content = new StringContent(body, Encoding.UTF8, "application/json");
    using var response = await client.PostAsync(url, content);
    var text = await response.Content.ReadAsStringAsync();
    if (!response.IsSuccessStatusCode)
    {
        throw new HttpRequestException($"{(int)response.StatusCode}: {text}");
    }

    var result = JsonNode.Parse(text);
    var predictions = result is JsonObject wrapped && wrapped.ContainsKey("predictions") ? wrapped["predictions"] : result;
    var first = predictions is JsonArray rows ? rows[0] : predictions;
    Console.WriteLine(${answer});
    return 0;
}
catch (Exception error) when (error is HttpRequestException or TaskCanceledException or JsonException)
{
    var reason = error is TaskCanceledException ? $"no answer in {client.Timeout.TotalSeconds} s" : error.Message;
    Console.Error.WriteLine($"The endpoint did not answer: {reason}");
    return 1;
}
`;
}

function r({ answers, url, seconds, body }: SampleParts): string {
  const answer = {
    messages: "first$choices[[1]]$message$content",
    completion: "first$choices[[1]]$text",
    items: "first$output[[1]]$content[[1]]$text",
    prompt: "first",
    texts: "first",
  }[answers];
  const rows =
    answers !== "prompt" && answers !== "texts"
      ? "first <- if (is.null(names(predictions))) predictions[[1]] else predictions"
      : "first <- if (is.list(predictions)) predictions[[1]] else predictions";
  return `# Rscript FILE.R - needs the package httr2: install.packages("httr2")
library(httr2)

url <- Sys.getenv("ENDPOINT_URL", ${JSON.stringify(url)})
token <- Sys.getenv("ENDPOINT_TOKEN")

body <- ${rawString(JSON.stringify(body, null, 2))}

request <- request(url) |>
  req_method("POST") |>
  req_body_raw(body, type = "application/json") |>
  req_timeout(${seconds}) |>
  req_error(is_error = function(response) FALSE)
if (nzchar(token)) {
  request <- req_headers(request, Authorization = paste("Bearer", token))
}

refuse <- function(reason) {
  message("The endpoint did not answer: ", reason)
  quit(status = 1)
}

response <- tryCatch(req_perform(request), error = function(error) refuse(conditionMessage(error)))
if (resp_status(response) >= 400) {
  refuse(paste0(resp_status(response), ": ", resp_body_string(response)))
}

result <- resp_body_json(response)
predictions <- if (is.list(result) && !is.null(result$predictions)) result$predictions else result
${rows}
cat(${answer}, "\\n", sep = "")
`;
}

/** R's raw string, with enough dashes that the text does not end it. */
function rawString(text: string): string {
  let dashes = "";
  while (text.includes(`)${dashes}"`)) dashes += "-";
  return `r"${dashes}(${text})${dashes}"`;
}

/** The response unchanged: the shell does not parse JSON. */
function curl({ url, seconds, body }: SampleParts): string {
  return `#!/usr/bin/env bash
# bash FILE.sh - curl 7.76 or later; prints the whole response
set -euo pipefail
url="\${ENDPOINT_URL:-${url}}"

curl --silent --show-error --fail-with-body --max-time ${seconds} "$url" \\
  --header "Content-Type: application/json" \\
  \${ENDPOINT_TOKEN:+--header "Authorization: Bearer $ENDPOINT_TOKEN"} \\
  --data-binary @- <<'JSON'
${JSON.stringify(body, null, 2)}
JSON
echo
`;
}
