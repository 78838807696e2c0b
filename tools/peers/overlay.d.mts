export function overlayBin(
  name: "azure" | "inference-server" | "mlserver" | "spark",
  profile?: "current" | "mid-2024" | "mid-2025",
): string;
