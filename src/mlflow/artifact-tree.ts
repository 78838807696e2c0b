/** The files of an artifact as a tree, folders first. */
import type { ArtifactFile } from "./artifact.ts";

export type TreeNode =
  | {
      readonly kind: "folder";
      readonly name: string;
      readonly path: string;
      readonly sizeBytes: number;
      readonly children: readonly TreeNode[];
    }
  | {
      readonly kind: "file";
      readonly name: string;
      readonly path: string;
      readonly sizeBytes: number;
      readonly file: ArtifactFile;
    };

export function artifactTree(files: readonly ArtifactFile[], prefix = ""): TreeNode[] {
  const folders = new Map<string, ArtifactFile[]>();
  const leaves: TreeNode[] = [];
  for (const file of files) {
    const slash = file.path.indexOf("/", prefix.length);
    if (slash < 0) {
      const name = file.path.slice(prefix.length);
      leaves.push({ kind: "file", name, path: file.path, sizeBytes: file.sizeBytes, file });
      continue;
    }
    const folder = file.path.slice(prefix.length, slash);
    const inside = folders.get(folder);
    if (inside) inside.push(file);
    else folders.set(folder, [file]);
  }
  const branches = [...folders].map(([name, inside]): TreeNode => ({
    kind: "folder",
    name,
    path: `${prefix}${name}`,
    sizeBytes: inside.reduce((sum, file) => sum + file.sizeBytes, 0),
    children: artifactTree(inside, `${prefix}${name}/`),
  }));
  const byName = (a: TreeNode, b: TreeNode) => (a.name < b.name ? -1 : 1);
  return [...branches.toSorted(byName), ...leaves.toSorted(byName)];
}
