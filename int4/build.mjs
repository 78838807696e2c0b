#!/usr/bin/env node
/** Compiles the int4 kernel: with and without relaxed SIMD, with and without threads. Skips what is newer than its source. */
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const here = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(here, "assembly");
const target = path.join(here, "build");

/** Pages of 64 KiB: all that 32-bit addresses reach. */
const maximumPages = 65536;

/**
 * Of level 1: at higher ones, Binaryen moves each product to where its sum is used. V8 keeps that order, in which the operands of all sums
 * do not fit the registers; with the loop of matmul.ts it costs 2 to 4 parts of a hundred, unrolled it would cost a third.
 */
const common = ["-O1", "--noAssert", "--runtime", "stub", "--importMemory", "--noExportMemory"];
const threads = [
  "--enable",
  "threads",
  "--sharedMemory",
  "--initialMemory",
  "1",
  "--maximumMemory",
  `${maximumPages}`,
];
const relaxed = ["--enable", "relaxed-simd"];

/** By name: the options that make it. */
const builds = {
  "relaxed-threads": [...relaxed, ...threads],
  "plain-threads": threads,
  relaxed,
  plain: [],
};

/** @throws Error with the compiler's messages. */
export async function buildKernel() {
  const sourceTime = newest([
    fileURLToPath(import.meta.url),
    ...readdirSync(source).map((name) => path.join(source, name)),
  ]);
  mkdirSync(target, { recursive: true });
  for (const [name, options] of Object.entries(builds)) {
    const out = path.join(target, `${name}.wasm`);
    if (existsSync(out) && statSync(out).mtimeMs > sourceTime) continue;
    let messages = "";
    const stderr = { write: (text) => void (messages += text) };
    const { error } = await asc.main(
      [path.join(source, "index.ts"), "--outFile", out, "--enable", "simd", ...common, ...options],
      { stderr },
    );
    if (error !== null) throw new Error(`The int4 kernel (${name}) did not compile:\n${messages}`);
  }
}

function newest(files) {
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernel();
