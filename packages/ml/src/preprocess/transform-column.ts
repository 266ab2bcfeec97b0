import {
  type Column,
  columnLength,
  encodeText,
  isNumeric,
  isNumericKind,
  type NumericColumn,
  takeColumnRows,
} from '../table/index.ts';
import type { RowEntries } from '../text/index.ts';
import type { AnyTransformer, Slots } from './transformer.ts';

/**
 * Applies a fitted transformer to a whole column, with the arithmetic of the single cell.
 *
 * A level is transformed once, however many rows have it.
 *
 * @returns The columns that it makes, with as many rows as the input.
 * @cost O(rows * outputs).
 */
export function transformColumn(
  transformer: AnyTransformer,
  state: unknown,
  column: Column,
): readonly Column[] {
  if (isNumeric(column) || column.levels.length >= column.codes.length)
    return transformRows(transformer, state, column);
  const nLevels = column.levels.length;
  const codes = Int32Array.from({ length: nLevels + 1 }, (_, i) => (i < nLevels ? i : -1));
  const rows = column.codes.map((code) => (code < 0 ? nLevels : code));
  return transformRows(transformer, state, { ...column, codes }).map((made) =>
    takeColumnRows(made, rows),
  );
}

function transformRows(
  transformer: AnyTransformer,
  state: unknown,
  column: Column,
): readonly Column[] {
  const nRows = columnLength(column);
  const made = transformer.outputs(state, column);
  if (made.some(({ width }) => width !== undefined)) return writeOut(transformer, state, column);
  const run = transformer.compile(state);
  const slots = newSlots(1 + made.length);
  const numbers = made.map(({ kind }) => new Float64Array(isNumericKind(kind) ? nRows : 0));
  const texts = made.map(({ kind }) => new Array<string | null>(isNumericKind(kind) ? 0 : nRows));
  for (let i = 0; i < nRows; i++) {
    readInto(slots, 0, column, i);
    run(slots, 0, 1);
    for (let j = 0; j < made.length; j++) {
      if (isNumericKind(made[j].kind)) numbers[j][i] = slots.numbers[1 + j];
      else texts[j][i] = slots.texts[1 + j];
    }
  }
  return made.map(
    ({ name, kind }, j): Column =>
      isNumericKind(kind)
        ? ({ name, kind, values: numbers[j] } satisfies NumericColumn)
        : encodeText(name, kind, texts[j]),
  );
}

/** The matrix columns of a wide output, with their zeros. */
function writeOut(transformer: AnyTransformer, state: unknown, column: Column): readonly Column[] {
  const run = transformer.compile(state);
  const slots = newSlots(2);
  const nRows = columnLength(column);
  const made = (transformer.wideNames?.(state) ?? []).map(
    (name): NumericColumn => ({
      name: `${column.name}: ${name}`,
      kind: 'number',
      values: new Float64Array(nRows),
    }),
  );
  for (let i = 0; i < nRows; i++) {
    readInto(slots, 0, column, i);
    run(slots, 0, 1);
    const row = slots.wide[1];
    for (let at = 0; row && at < row.length; at++) made[row.columns[at]].values[i] = row.values[at];
  }
  return made;
}

/** Empty slots: zeros and nulls. */
export function newSlots(n: number): Slots {
  return {
    numbers: new Float64Array(n),
    texts: new Array<string | null>(n).fill(null),
    wide: new Array<RowEntries | null>(n).fill(null),
  };
}

/** Writes row `i` of a column to a slot. */
export function readInto(slots: Slots, slot: number, column: Column, i: number): void {
  if (isNumeric(column)) {
    slots.numbers[slot] = column.values[i];
    return;
  }
  const code = column.codes[i];
  slots.texts[slot] = code < 0 ? null : column.levels[code];
}
