import { expect, test } from "vitest";
import { Mt19937 } from "./mt19937.ts";

test("draws what std::mt19937 draws for seed 42 (libstdc++ 12)", () => {
  const random = new Mt19937(42);
  expect(Array.from({ length: 5 }, () => random.nextUint32())).toEqual([
    1608637542, 3421126067, 4083286876, 787846414, 3143890026,
  ]);
});

test("draws 4123659995 as the 10000th number of seed 5489, as the C++ standard demands", () => {
  const random = new Mt19937(5489);
  for (let i = 1; i < 10000; i++) random.nextUint32();
  expect(random.nextUint32()).toBe(4123659995);
});

test("makes doubles of two draws, the low word first, as std::generate_canonical does (libstdc++ 12)", () => {
  const random = new Mt19937(42);
  expect(Array.from({ length: 4 }, () => random.nextCanonical())).toEqual([
    0.79654298428784598, 0.18343478789336848, 0.77969099761266125, 0.59685016158005655,
  ]);
});

test("a random device gives other numbers each time", () => {
  expect(Mt19937.fromRandomDevice().nextCanonical()).not.toBe(Mt19937.fromRandomDevice().nextCanonical());
});
