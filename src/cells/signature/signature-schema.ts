import {
  boolean,
  type GenericSchema,
  lazy,
  literal,
  null_,
  nullable,
  object,
  picklist,
  string,
  variant,
} from "valibot";
import { list } from "#base/schemas.ts";
import { DATA_TYPES, type SchemaType, type Signature } from "#mlflow/signature.ts";

const typeSchema: GenericSchema<unknown, SchemaType> = variant("kind", [
  object({ kind: literal("scalar"), dataType: picklist(DATA_TYPES) }),
  object({ kind: literal("array"), items: lazy(() => typeSchema) }),
  object({
    kind: literal("object"),
    properties: list(object({ name: string(), type: lazy(() => typeSchema), required: boolean() })),
  }),
  object({ kind: literal("map"), values: lazy(() => typeSchema) }),
  object({ kind: literal("any") }),
]);

const columnsSchema = list(object({ name: nullable(string()), type: typeSchema, required: boolean() }));

/** None of the signatures that this page makes has params. */
export const signatureSchema: GenericSchema<unknown, Signature> = object({
  inputs: columnsSchema,
  outputs: nullable(columnsSchema),
  params: null_(),
});
