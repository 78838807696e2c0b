/** Names that Windows also accepts: people unpack artifacts with Explorer, whoever made them (Win32's "Naming Files"). */
import { AppError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import { checkPaths } from "#bundle/check-path.ts";

const RESERVED =
  /^(con|prn|aux|nul|conin\$|conout\$|com[1-9\u00b9\u00b2\u00b3]|lpt[1-9\u00b9\u00b2\u00b3])$/i;
const FORBIDDEN = /[<>:"|?*\\]/;
/** The longest name of a file or folder, in UTF-16 units. */
const MAX_NAME = 255;
/** Explorer unpacks paths of up to 259 characters, including the folder that it unpacks into. */
export const MAX_PATH = 200;

/**
 * @param paths as they are in the zip.
 * @throws AppError "unsafe-path" naming the path, what is wrong with it, and what to do.
 */
export function checkFileNames(paths: readonly string[]): void {
  checkPaths(paths);
  for (const path of paths) {
    const fault = faultOf(path);
    if (fault === null) continue;
    throw new AppError(
      "unsafe-path",
      message`Windows could not unpack ${JSON.stringify(path)}: ${fault}. Rename it in the model's folder, or in the wrapper's form, then run the artifact cell again.`,
      { details: { path } },
    );
  }
}

function faultOf(path: string): Message | null {
  if (path.length > MAX_PATH) {
    return message`it is ${path.length} characters long, and Explorer allows about ${MAX_PATH}, not counting the folder that it unpacks into`;
  }
  for (const name of path.split("/")) {
    const [stem = ""] = name.split(".");
    if (name.length > MAX_NAME) return message`a name in it is longer than ${MAX_NAME} characters`;
    if (FORBIDDEN.test(name)) return message`${JSON.stringify(name)} contains one of < > : " | ? * \\`;
    if (/[. ]$/.test(name)) return message`${JSON.stringify(name)} ends in a dot or a space`;
    if (RESERVED.test(stem.trimEnd())) return message`${stem} is a device name in Windows`;
  }
  return null;
}
