import { useTexts } from "#components/texts/use-texts.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { ScrollRegion } from "#components/ui/scroll-region.tsx";
import { ViewTabs } from "#components/ui/view-tabs.tsx";
import { signatureYaml } from "#mlflow/mlmodel.ts";
import { printSignature, printType } from "#mlflow/signature-print.ts";
import type { SchemaType, Signature } from "#mlflow/signature.ts";
import type { CellId } from "#notebook/cell.ts";
import type { SignatureCell } from "#cells/signature/signature-cell.ts";
import type { CellViewProps } from "../cell-view-props.ts";
import { SignatureCompare } from "./signature-compare.tsx";
import { SignatureExport } from "./signature-export.tsx";
import { OutputArea } from "../output-area.tsx";
import { useOutput } from "../use-output.ts";
import "./signature.css";

export default function SignatureCellView({ cell, name, children }: CellViewProps<SignatureCell>) {
  const texts = useTexts().signature;
  const { output, current } = useOutput(cell.id, "signature");
  return (
    <>
      {children}
      {output ? (
        <OutputArea current={current}>
          <SignatureForms signature={output.signature} name={name} cellId={cell.id} />
        </OutputArea>
      ) : (
        <p className="hint">{texts.notRun}</p>
      )}
    </>
  );
}

interface SignatureFormsProps {
  readonly signature: Signature;
  readonly name: string;
  readonly cellId: CellId;
}

function SignatureForms({ signature, name, cellId }: SignatureFormsProps) {
  const { signature: texts, signatureViews: views } = useTexts();
  return (
    <ViewTabs
      label={texts.tabs}
      views={[
        {
          id: "print",
          label: texts.print,
          content: (
            <CodeBlock
              text={printSignature(signature)}
              label={`${name}, ${texts.print}`}
              hint={texts.printHint}
              wrap
            />
          ),
        },
        { id: "table", label: texts.table, content: <SignatureTable signature={signature} /> },
        {
          id: "mlmodel",
          label: texts.mlmodel,
          content: (
            <CodeBlock
              text={signatureYaml(signature)}
              label={`${name}, ${texts.mlmodel}`}
              hint={texts.mlmodelHint}
              language="yaml"
            />
          ),
        },
        {
          id: "compare",
          label: views.compare,
          content: <SignatureCompare signature={signature} cellId={cellId} />,
        },
        {
          id: "export",
          label: views.export,
          content: <SignatureExport signature={signature} name={name} cellId={cellId} />,
        },
      ]}
    />
  );
}

interface Row {
  readonly key: string;
  readonly name: string | null;
  readonly depth: number;
  readonly type: string;
  readonly required: boolean;
}

function SignatureTable({ signature }: { readonly signature: Signature }) {
  const texts = useTexts().signature;
  return (
    <ScrollRegion label={texts.table}>
      <table className="signature-table">
        <thead>
          <tr>
            <th scope="col">{texts.name}</th>
            <th scope="col">{texts.type}</th>
            <th scope="col">{texts.required}</th>
          </tr>
        </thead>
        <Group title={texts.inputs} rows={rowsOf(signature.inputs ?? [])} />
        <Group title={texts.outputs} rows={rowsOf(signature.outputs ?? [])} />
        <Group
          title={texts.params}
          rows={(signature.params ?? []).map((param) => ({
            key: param.name,
            name: param.name,
            depth: 0,
            type: printType(param.type),
            required: false,
          }))}
        />
      </table>
    </ScrollRegion>
  );
}

function Group({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  const texts = useTexts().signature;
  return (
    <tbody>
      <tr className="group-row">
        <th scope="rowgroup" colSpan={3}>
          {title} {rows.length === 0 && <span className="muted">{texts.none}</span>}
        </th>
      </tr>
      {rows.map((row) => (
        <tr key={row.key}>
          <th scope="row" style={{ paddingInlineStart: `${0.75 + row.depth * 1.25}rem` }}>
            {row.name === null ? <span className="muted">{texts.unnamed}</span> : <code>{row.name}</code>}
          </th>
          <td>
            <code>{row.type}</code>
          </td>
          <td className={row.required ? "" : "muted"}>{row.required ? texts.yes : texts.no}</td>
        </tr>
      ))}
    </tbody>
  );
}

interface Member {
  readonly name: string | null;
  readonly type: SchemaType;
  readonly required: boolean;
}

/** Members of objects are below their parent, indented by one step. */
function rowsOf(members: readonly Member[], path = "", depth = 0): Row[] {
  return members.flatMap((member) => {
    const key = `${path}/${member.name ?? ""}`;
    const inside = objectIn(member.type);
    return [
      {
        key,
        name: member.name,
        depth,
        type: inside ? shortType(member.type) : printType(member.type),
        required: member.required,
      },
      ...(inside ? rowsOf(inside.properties, key, depth + 1) : []),
    ];
  });
}

function objectIn(type: SchemaType): Extract<SchemaType, { kind: "object" }> | null {
  if (type.kind === "object") return type;
  if (type.kind === "map") return objectIn(type.values);
  return type.kind === "array" ? objectIn(type.items) : null;
}

/** The type without the members that the rows below show. */
function shortType(type: SchemaType): string {
  if (type.kind === "map") return `Map(str -> ${shortType(type.values)})`;
  return type.kind === "array" ? `Array(${shortType(type.items)})` : "Object";
}
