/**
 * Hosts that a notebook may be opened from by its address, besides the page's own: GitHub's, where notebooks lie as plain
 * files and are sent with CORS. The page's policy (connect-src) names these and no others, so that nothing in the page
 * can send what a person types anywhere else; a file from another host is downloaded and opened.
 */
export const NOTEBOOK_HOSTS: readonly string[] = ["raw.githubusercontent.com", "gist.githubusercontent.com"];
