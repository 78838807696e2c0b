/**
 * Hosts that a notebook can be opened from by its address, besides the page's own: GitHub's, which serve notebooks as plain files with
 * CORS. The page's policy (connect-src) allows these and no others, so that nothing in the page can send what a person types anywhere
 * else. Notebooks on other hosts have to be downloaded and opened as files.
 */
export const NOTEBOOK_HOSTS: readonly string[] = ["raw.githubusercontent.com", "gist.githubusercontent.com"];
