/** `npm run schemas`: see run.mjs. */
import { isDeepStrictEqual } from "node:util";
import { PROFILES, type VersionProfile } from "#wrapper/version-profile.ts";
import { compare, type Compared } from "./compare.ts";
import { CASE_KINDS, Generator } from "./generate.ts";

/** @param args --cases=N of each kind, --seed=N, --profile=NAME, --kind=NAME, --show=N differences. */
export async function main(args: readonly string[]): Promise<void> {
  const value = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const seed = Number(value("seed") ?? 1);
  const count = Number(value("cases") ?? 1000);
  const profiles = (Object.keys(PROFILES) as VersionProfile[]).filter(
    (profile) => profile === (value("profile") ?? profile),
  );
  let differing = 0;
  for (const kind of CASE_KINDS.filter((each) => each === (value("kind") ?? each))) {
    const generator = new Generator(seed);
    const cases = Array.from({ length: count }, () => generator.next(kind));
    for (const profile of profiles) {
      const compared = await compare(cases, profile);
      const other = compared.filter(({ page, mlflow }) => !isDeepStrictEqual(page, mlflow));
      differing += other.length;
      console.log(`${kind}, ${profile}: ${compared.length - other.length} of ${compared.length} equal`);
      for (const each of other.slice(0, Number(value("show") ?? 5))) console.log(shown(each));
    }
  }
  process.exitCode = differing === 0 ? 0 : 1;
}

function shown({ case: each, page, mlflow }: Compared): string {
  return [each, page, mlflow]
    .map((part, at) => `  ${["case", "page", "mlflow"][at]}: ${JSON.stringify(part)}`)
    .join("\n");
}
