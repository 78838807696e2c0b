export function overlayBin(
  name: "azure" | "inference-server" | "mlserver" | "spark" | "spark-3",
  profile?: "current" | "mid-2024" | "mid-2025",
): string;
