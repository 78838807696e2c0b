export function overlayBin(name: "azure" | "inference-server" | "mlserver" | "spark"): string;
