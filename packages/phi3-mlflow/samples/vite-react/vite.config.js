import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  plugins: [react()],
  // Bundled beforehand for `vite dev`, the package would lose its workers, which lie beside it.
  optimizeDeps: { exclude: ["phi3-mlflow"] },
});
