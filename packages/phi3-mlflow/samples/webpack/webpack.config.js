// The package needs no settings of its own.
export default {
  mode: "production",
  entry: "./main.js",
  output: { path: `${import.meta.dirname}/built` },
};
