import { describe, expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import { parseGenaiConfig } from "./config.ts";
import { GeneratorParams } from "./generator-params.ts";
import { searchDefaults } from "./search-options.ts";

const configOf = (search: object): ReturnType<typeof parseGenaiConfig> =>
  parseGenaiConfig(JSON.stringify({ model: { type: "phi3", context_length: 4096 }, search }));

describe("search options", () => {
  test("are native's defaults where nothing sets them, max_length the context", () => {
    expect(new GeneratorParams(configOf({})).search).toEqual({ ...searchDefaults, maxLength: 4096 });
  });

  test("are those of genai_config.json over the defaults, and those of the caller over both", () => {
    const params = new GeneratorParams(configOf({ top_k: 5, top_p: 1, temperature: 0.5 }));
    params.setSearchOptions({ top_k: 7, do_sample: true });
    expect(params.search).toEqual({
      ...searchDefaults,
      maxLength: 4096,
      topK: 7,
      topP: 1,
      temperature: 0.5,
      doSample: true,
    });
  });

  test("of one generation do not change the model's", () => {
    const config = configOf({});
    new GeneratorParams(config).setSearchOptions({ max_length: 12 });
    expect(new GeneratorParams(config).search.maxLength).toBe(4096);
  });

  test("keep fractions in float32", () => {
    const params = new GeneratorParams(configOf({}));
    params.setSearchOptions({ temperature: 0.2 });
    expect(params.search.temperature).toBe(Math.fround(0.2));
  });

  test("before a bad one stay set", () => {
    const params = new GeneratorParams(configOf({}));
    expect(() => params.setSearchOptions({ max_length: 10, foo: 2 })).toThrow(
      new AppError("invalid-argument", ' Unknown value "foo"', { details: { option: "foo" } }),
    );
    expect(params.search.maxLength).toBe(10);
  });

  test.each([
    [{ foo: 1 }, ' Unknown value "foo"'],
    [{ toString: 1 }, ' Unknown value "toString"'],
    [{ do_sample: 1 }, "do_sample - Expected a bool but saw a number"],
    [{ top_k: true }, "top_k - Expected a number but saw a bool"],
    [{ top_k: 1.5 }, "Field 'top_k' value 1.5 is not an integer"],
    [{ top_k: 1234567.5 }, "Field 'top_k' value 1.23457e+06 is not an integer"],
    [{ top_k: 0.00001234 }, "Field 'top_k' value 1.234e-05 is not an integer"],
    [{ top_k: 123456.5 }, "Field 'top_k' value 123456 is not an integer"],
    [{ top_k: -123457.5 }, "Field 'top_k' value -123458 is not an integer"],
    [{ top_k: 123456.50001 }, "Field 'top_k' value 123457 is not an integer"],
    [{ top_k: 999999.5 }, "Field 'top_k' value 1e+06 is not an integer"],
    [
      { top_k: 10000250000 },
      "Field 'top_k' value 1.00002e+10 is out of int32 range [-2147483648, 2147483647]",
    ],
    [{ max_length: 1e10 }, "Field 'max_length' value 1e+10 is out of int32 range [-2147483648, 2147483647]"],
    [{ max_length: Number.NaN }, "Field 'max_length' cannot be converted to int32 (NaN or Inf)"],
  ])("refuse %j with native's message", (options: Record<string, number | boolean>, message) => {
    expect(() => new GeneratorParams(configOf({})).setSearchOptions(options)).toThrow(
      expect.objectContaining({ code: "invalid-argument", message }),
    );
  });
});
