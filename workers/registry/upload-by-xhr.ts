import { cancelled, WordedError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { answerTooLong, MOST_ANSWERED } from "#registry/server-errors.ts";
import type { Upload } from "#registry/server.ts";

/** PUTs a file. The Blob is read while it is sent, so that gigabytes need no memory. */
export const uploadByXhr: Upload = ({ url, headers, content, onSentBytes, signal }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", ({ loaded }) => onSentBytes(loaded));
    request.addEventListener("progress", ({ loaded }) => {
      if (loaded <= MOST_ANSWERED) return;
      reject(answerTooLong(new URL(url).origin));
      request.abort();
    });
    request.addEventListener("load", () => {
      const etag = request.getResponseHeader("ETag");
      resolve({ status: request.status, body: request.responseText, etag });
    });
    request.addEventListener("error", () => reject(new WordedError(message`The connection broke.`)));
    request.addEventListener("abort", () => reject(cancelled()));
    if (signal.aborted) {
      reject(cancelled());
      return;
    }
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(content);
  });
