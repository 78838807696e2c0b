import { describe, expect, test } from "vitest";
import { parseHubPlace } from "./hub-address.ts";

const repository = "microsoft/Phi-3-mini-4k-instruct-onnx";
const folder = "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4";
const commit = "5f5f794c1c23c9d5ee142af85df02a6cc52d6945";
const page = `https://huggingface.co/${repository}`;

describe("what the hub and its tools give for a repository is read as one", () => {
  test.each([
    repository,
    `  ${repository}/ `,
    `\u200b${repository}\u200b`,
    `"${repository}"`,
    `models/${repository}`,
    page,
    `${page}/`,
    `<${page}>.`,
    `${page}?library=transformers#files`,
    `HTTPS://HuggingFace.co/${repository}`,
    `huggingface.co/${repository}`,
    `www.huggingface.co/${repository}`,
    `https://www.huggingface.co/${repository}`,
    `https://hf.co/${repository}`,
    `hf.co/${repository}`,
    `${page}.git`,
    `https://huggingface.co//${repository}`,
    `git@hf.co:${repository}.git`,
    `ssh://git@hf.co/${repository}`,
    `hf://${repository}`,
    `hf://models/${repository}`,
    `https://huggingface.co/api/models/${repository}`,
    `${page}/discussions`,
    `${page}/discussions/12`,
    `git clone ${page}`,
    `!git lfs clone ${page}.git`,
    `huggingface-cli download ${repository}`,
    `$ hf download --quiet ${repository} --local-dir phi/3`,
    `http://huggingface.co/${repository}`,
    `https://www.hf.co/${repository}`,
    `https://huggingface.co:443/${repository}`,
    `ssh://git@hf.co:22/${repository}.git`,
    `microsoft / Phi-3-mini-4k-instruct-onnx`,
    `models--${repository.replace("/", "--")}`,
    `“${repository}”`,
    `«${page}»`,
    `[${repository}](${page})`,
    `[Phi-3](${page} "the model")`,
    `${page}/compare/main`,
    `hf download ${repository} --repo-type model`,
    `git lfs install\ngit clone ${page}`,
    `git lfs installgit clone ${page}`,
    `GIT_LFS_SKIP_SMUDGE=1 git clone ${page} phi/3`,
    `git submodule add ${page}`,
    `model = AutoModelForCausalLM.from_pretrained("${repository}", torch_dtype="auto")`,
    `pipe = pipeline("text-generation", model="${repository}")`,
    `from huggingface_hub import snapshot_download\nsnapshot_download('${repository}')`,
  ])("%s", (typed) => {
    expect(parseHubPlace(typed)).toEqual({ repository, hubUrl: null, revision: null, path: null });
  });

  test.each([
    [`${page}/tree/main`, "main", null],
    [`${page}/tree/main/`, "main", null],
    [`${page}/tree/main/${folder}`, "main", folder],
    [`${page}/tree/${commit}/${folder}/`, commit, folder],
    [`${repository}/tree/main/${folder}`, "main", folder],
    [`${page}/blob/main/${folder}/genai_config.json`, "main", `${folder}/genai_config.json`],
    [`${page}/blob/main/README.md?code=true#L5`, "main", "README.md"],
    [`${page}/resolve/main/${folder}/model.onnx?download=true`, "main", `${folder}/model.onnx`],
    [`${page}/raw/main/${folder}/genai_config.json`, "main", `${folder}/genai_config.json`],
    [`${page}/blame/main/config.json`, "main", "config.json"],
    [`${page}/commit/${commit}`, commit, null],
    [`${page}/commits/main`, "main", null],
    [`${page}/tree/refs%2Fpr%2F3/cuda`, "refs/pr/3", "cuda"],
    [`${page}/tree/refs/pr/3/cuda`, "refs/pr/3", "cuda"],
    [`${page}/tree/main/a%20b`, "main", "a b"],
    [`https://huggingface.co/api/models/${repository}/tree/main/${folder}?recursive=true`, "main", folder],
    [
      `https://huggingface.co/api/resolve-cache/models/${repository}/${commit}/config.json`,
      commit,
      "config.json",
    ],
    [`${repository}@main`, "main", null],
    [`hf://${repository}@${commit}/${folder}`, commit, folder],
    [`hf://${repository}/${folder}`, null, folder],
    [`huggingface-cli download ${repository} --include ${folder}/* --local-dir .`, null, folder],
    [`hf download --include=cuda/* --revision ${commit} ${repository}`, commit, "cuda"],
    [`hf download \\\n  ${repository} \\\n  --include "${folder}/*"`, null, folder],
    [`git clone -b onnx ${page}`, "onnx", null],
    [`[the folder](${page}/tree/main/${folder})`, "main", folder],
    [`https://huggingface.co/api/models/${repository}/revision/main`, "main", null],
    [`hf download ${repository} ${folder}/genai_config.json`, null, `${folder}/genai_config.json`],
    [
      `pip install huggingface-hub[cli]\nhuggingface-cli download ${repository} --include '${folder}/*' --local-dir .`,
      null,
      folder,
    ],
    [`wget ${page}/resolve/main/config.json`, "main", "config.json"],
    [`curl -L -o a/b ${page}/resolve/main/config.json`, "main", "config.json"],
    [
      `snapshot_download(repo_id="${repository}", revision="${commit}", allow_patterns=["${folder}/*"])`,
      commit,
      folder,
    ],
    [
      `hf_hub_download(\n  "${repository}",\n  subfolder="${folder}", filename="genai_config.json")`,
      null,
      `${folder}/genai_config.json`,
    ],
  ] as const)("%s", (typed, revision, path) => {
    expect(parseHubPlace(typed)).toEqual({ repository, hubUrl: null, revision, path });
  });

  test.each(["https://hf-mirror.com", "hf-mirror.com"])(
    "on the mirror that the address names: %s",
    (mirror) => {
      expect(parseHubPlace(`${mirror}/${repository}/tree/main/${folder}`)).toEqual({
        repository,
        hubUrl: "https://hf-mirror.com",
        revision: "main",
        path: folder,
      });
    },
  );
});

test.each([
  "phi",
  "/",
  "../..",
  "a/..",
  "-a/b",
  "a--b/c",
  "a/b/c",
  `${page}/tree`,
  `${page}/blob/`,
  `${page}/nonsense/main`,
  "https://huggingface.co/datasets/microsoft/orca",
  "https://huggingface.co/datasets/squad",
  "https://huggingface.co/spaces/microsoft/phi",
  "https://huggingface.co/docs/hub",
  "https://huggingface.co/microsoft",
  "https://huggingface.co",
  "two words",
  "owner name/x y",
  "git clone",
  "hf download",
  "pip install a/b c",
  "hf download --repo-type dataset a/b",
  "hf download --repo-type=space a/b",
  "load_dataset('a/b')",
  "pipeline('text-generation')",
  "/home/me/phi3",
])("%j is not a repository", (typed) => {
  expect(() => parseHubPlace(typed)).toThrow(/is not a repository\. Enter owner and name/);
});

test.each(["", "  ", "\u200b"])("without a repository, %j, it asks for one", (typed) => {
  expect(() => parseHubPlace(typed)).toThrow(/^Enter a repository: owner and name/);
});
