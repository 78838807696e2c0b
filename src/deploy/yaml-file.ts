import { stringify } from "yaml";

/** A YAML file that begins with what it is for. */
export function yamlFile(comment: string, content: object): string {
  const lines = comment.split("\n").map((line) => `# ${line}\n`);
  return lines.join("") + stringify(content, { lineWidth: 0 });
}
