import { stringify } from "yaml";

/** A YAML file that starts with a comment about its purpose. */
export function yamlFile(comment: string, content: object): string {
  const lines = comment.split("\n").map((line) => `# ${line}\n`);
  return lines.join("") + stringify(content, { lineWidth: 0 });
}
