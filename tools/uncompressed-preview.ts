import type { Plugin } from "vite";

/** Lets Vite serve the built page as it is: to compress each file for each test took 0.2 s of the processor's time a page. */
export function uncompressedPreview(): Plugin {
  return {
    name: "uncompressed-preview",
    configurePreviewServer(server) {
      server.middlewares.use((request, _response, next) => {
        delete request.headers["accept-encoding"];
        next();
      });
    },
  };
}
