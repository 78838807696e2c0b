/** Reads a request's CSV as MLflow does with pandas: `parse_csv_input`, mlflow/pyfunc/scoring_server, 3.17. */
import Papa from "papaparse";
import type { DataFrame } from "#mlflow/data-frame.ts";
import { hasPandas3, type MlflowRules } from "#mlflow/mlflow-rules.ts";
import type { Column } from "#mlflow/pandas-column.ts";
import type { PythonValue } from "#python-values/python-value.ts";
import type { ParsedRequest, ServedSchema } from "./request-data.ts";
import { ServingError } from "./serving-error.ts";

/** What pandas reads as a missing value: STR_NA_VALUES, pandas/_libs/parsers.pyx. */
const MISSING: ReadonlySet<string> = new Set(
  ",#N/A,#N/A N/A,#NA,-1.#IND,-1.#QNAN,-NaN,-nan,1.#IND,1.#QNAN,<NA>,N/A,NA,NULL,NaN,None,n/a,nan,null".split(
    ",",
  ),
);

/** Rows that are shorter than the header are filled. */
const MOST_FIELDS = 2_000_000;

/**
 * The signature gives the type of each column that it names; this page's signatures only have texts.
 * @throws ServingError
 */
export function parseCsv(body: string, { columns, rules }: ServedSchema): ParsedRequest {
  if (columns.some(({ type }) => type.kind !== "scalar")) {
    throw notCsv("Failed to get pandas types as some of the inputs types are not DataType.");
  }
  const [header, ...rows] = readRows(body);
  if (header === undefined) throw notCsv("No columns to parse from file");
  // If the first row is longer than the header, its first values are row names.
  const labelCount = Math.max(0, (rows[0]?.length ?? 0) - header.length);
  const width = header.length + labelCount;
  const tooLong = rows.findIndex((row) => row.length > width);
  if (tooLong >= 0) {
    throw notCsv(
      `Error tokenizing data. C error: Expected ${width} fields in line ${tooLong + 2}, saw ${rows[tooLong]?.length}\n`,
    );
  }
  if (width * rows.length > MOST_FIELDS) {
    throw notCsv(`${rows.length} rows of ${width} columns are more than is read`);
  }
  const frame: DataFrame = new Map(
    uniqueNames(header).map((name, at) => [
      name,
      textColumn(
        rows.map((row) => row[labelCount + at]),
        rules,
      ),
    ]),
  );
  const labels = rows.map((row, at) => (labelCount === 0 ? at : labelOf(row[labelCount - 1] ?? "")));
  return { data: { kind: "frame", frame, labels }, shown: body, isUnified: false, params: null };
}

/** pandas counts by numbers if some labels are numbers. */
function labelOf(field: string): string | number {
  return /^-?\d+$/.test(field) ? Number(field) : field;
}

function readRows(body: string): string[][] {
  const text = body.replace(/^\uFEFF/, "");
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: ",", skipEmptyLines: true });
  const unclosed = errors.find(({ code }) => code === "MissingQuotes");
  if (unclosed !== undefined) {
    throw notCsv(
      `Error tokenizing data. C error: EOF inside string starting at row ${unclosed.row ?? data.length - 1}`,
    );
  }
  return data;
}

/** pandas numbers repeated names: "x", "x.1". */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  /** The next number of a name, so that each of a thousand repeated names is found at once. */
  const next = new Map<string, number>();
  return names.map((name) => {
    let unique = name;
    let at = next.get(name) ?? 1;
    for (; taken.has(unique); at += 1) unique = `${name}.${at}`;
    next.set(name, at);
    taken.add(unique);
    return unique;
  });
}

function textColumn(fields: readonly (string | undefined)[], rules: MlflowRules): Column {
  const values: PythonValue[] = fields.map((field) =>
    field === undefined || MISSING.has(field) ? Number.NaN : field,
  );
  return { dtype: hasPandas3(rules) ? "str" : "object", values };
}

function notCsv(reason: string): ServingError {
  return new ServingError(
    "bad-request",
    `Failed to parse input as a Pandas DataFrame. Ensure that the input is a valid CSV-formatted Pandas DataFrame produced using the \`pandas.DataFrame.to_csv()\` method. Error: '${reason}'`,
  );
}
