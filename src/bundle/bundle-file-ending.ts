/** What a file that holds a bundle whole is called. */
export const bundleFileEnding = ".phi3bundle.zip";
