import type { Finding } from '@kaizenml/contracts';
import { checkPersonalData } from '@kaizenml/ml/guardrails';
import {
  type Column,
  collectEvidence,
  encodeText,
  inferKind,
  isMissingMarker,
  isNumericKind,
  makeTable,
  parseDate,
  parseNumber,
} from '@kaizenml/ml/table';
import type { Action } from './parse-actions.ts';
import type { TextRows } from './rows/text-rows.ts';

/** What is found out about a column, and what is done to it. */
export interface PlannedColumn {
  readonly column: string;
  readonly found: string | null;
  readonly action: Action;
  readonly isAsked: boolean;
}

export interface RedactionPlan {
  readonly columns: readonly PlannedColumn[];
  readonly nRows: number;
  readonly nRowsLooked: number;
}

/** Rows that are held: when there are more, every second one goes. */
const MOST_ROWS = 20_000;
/** Degrees: about 11 km. */
const COORDINATE_BAND = 0.1;

/**
 * What to do to each column: what was asked, else what suits the data about persons that evenly spaced rows show.
 *
 * @cost One pass; memory for 20 000 rows at most.
 */
export async function planRedaction(
  rows: TextRows,
  { asked, hasKey }: { readonly asked: ReadonlyMap<string, Action>; readonly hasKey: boolean },
): Promise<RedactionPlan> {
  const { held, nRows, nHeld } = await holdCells(rows);
  const table = makeTable(rows.names.map((name) => toColumn(name, held.shift() ?? [])));
  const found = checkPersonalData(table);
  const columns = rows.names.map((column): PlannedColumn => {
    const finding = found.find((one) => columnsOf(one).includes(column));
    const own = asked.get(column);
    const suited = finding ? suitedAction(finding, hasKey) : ({ kind: 'keep' } as const);
    return {
      column,
      found: finding ? kindsOf(finding) : null,
      action: own ?? suited,
      isAsked: own !== undefined,
    };
  });
  return { columns, nRows, nRowsLooked: nHeld };
}

/** Cells of evenly spaced rows, column by column. */
async function holdCells(rows: TextRows) {
  let held: string[][] = rows.names.map(() => []);
  let [nHeld, stride, nRows] = [0, 1, 0];
  for await (const batch of rows.batches()) {
    for (let row = (stride - (nRows % stride)) % stride; row < batch.nRows; row += stride) {
      for (const [j, cells] of held.entries()) cells.push(alone(batch.cell(row, j)));
      if (++nHeld < 2 * MOST_ROWS) continue;
      held = held.map((cells) => cells.filter((_, i) => i % 2 === 0));
      nHeld = MOST_ROWS;
      stride *= 2;
      row -= (nRows + row) % stride;
    }
    nRows += batch.nRows;
  }
  return { held, nRows, nHeld };
}

/** The same text in memory of its own, so that it does not keep that of its batch. */
function alone(text: string): string {
  return Buffer.from(text).toString();
}

function toColumn(name: string, cells: readonly string[]): Column {
  const values = cells.map((text) => (isMissingMarker(text) ? null : text.trim()));
  const evidence = collectEvidence(name, values);
  const { kind } = inferKind(evidence);
  if (!isNumericKind(kind)) return encodeText(name, kind, values);
  const { dateFormat } = evidence;
  const parse = (text: string) =>
    kind === 'date' && dateFormat ? parseDate(text, dateFormat) : parseNumber(text);
  const numbers = Float64Array.from(values, (text) => (text === null ? Number.NaN : parse(text)));
  return { name, kind, values: numbers };
}

function suitedAction({ details }: Finding, hasKey: boolean): Action {
  const { redaction, kind } = details;
  if (redaction === 'year') return { kind: 'year' };
  if (redaction === 'band')
    return { kind: 'band', width: kind === 'coordinates' ? COORDINATE_BAND : 10 };
  return redaction === 'pseudonym' && hasKey ? { kind: 'pseudonym' } : { kind: 'mask' };
}

function columnsOf({ column, details }: Finding): readonly unknown[] {
  return Array.isArray(details.columns) ? details.columns : [column];
}

function kindsOf({ details }: Finding): string {
  if (!Array.isArray(details.kinds)) return String(details.kind);
  return details.kinds.map((one: { readonly kind: string }) => one.kind).join(', ');
}
