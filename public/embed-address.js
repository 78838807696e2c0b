// `?embed` at the page's own address means the demo alone. This comes before the notebook, so that none of it is loaded.
if (new URLSearchParams(location.search).has("embed")) {
  stop();
  location.replace(new URL(`embed.html${location.search}`, document.baseURI).href);
}
