import type { Column } from '@kaizenml/ml/table';
import { columnOfTexts, type RawColumn, type StoredKind } from '../../datasets/index.ts';

/** Some rows of a column, from which its kind and its bins are told. */
export interface ColumnSample {
  /** Takes the rows `first`, `first + stride` and so on, below `nRows`. */
  take(
    raw: RawColumn | undefined,
    rows: { readonly first: number; readonly stride: number; readonly nRows: number },
  ): void;
  /** Forgets every second row. */
  thin(): void;
  /** @param stride Rows of the file from one that is held to the next. */
  finish(stride: number): Column;
}

/** Opens the sample of a column; a column that comes late had no values before. */
export function openColumnSample(name: string, stored: StoredKind): ColumnSample {
  const texts: (string | null)[] = [];
  const numbers = heldNumbers();
  return {
    take(raw, { first, stride, nRows }) {
      if (raw?.layout === 'numbers') numbers.take(raw.values, first, stride);
      else
        for (let row = first; row < nRows; row += stride)
          texts.push(raw === undefined ? null : textAt(raw, row));
    },
    thin() {
      numbers.thin();
      const nLeft = Math.ceil(texts.length / 2);
      for (let i = 0; i < nLeft; i++) texts[i] = texts[2 * i] as string | null;
      texts.length = nLeft;
    },
    finish(stride) {
      const values = numbers.finish();
      if (values.length === 0)
        return columnOfTexts(name, texts, isCounter(texts, stride) ? 'id' : undefined);
      return { name, kind: stored === 'number' ? 'number' : 'date', values };
    },
  };
}

/** Numbers that are added to, and of which every second one may go. */
function heldNumbers() {
  let held = new Float64Array(1024);
  let n = 0;
  return {
    take(values: Float64Array, first: number, stride: number): void {
      const nMore = Math.ceil(Math.max(0, values.length - first) / stride);
      if (n + nMore > held.length) {
        const wider = new Float64Array(Math.max(2 * held.length, n + nMore));
        wider.set(held.subarray(0, n));
        held = wider;
      }
      for (let row = first; row < values.length; row += stride) held[n++] = values[row] as number;
    },
    thin(): void {
      n = Math.ceil(n / 2);
      for (let i = 0; i < n; i++) held[i] = held[2 * i] as number;
    },
    finish: () => held.subarray(0, n),
  };
}

type Texts = Exclude<RawColumn, { readonly layout: 'numbers' }>;

function textAt(raw: Texts, row: number): string | null {
  if (raw.layout === 'whole') return raw.isMissing[row] === 1 ? null : String(raw.values[row]);
  return raw.levels[raw.codes[row] ?? -1] ?? null;
}

/** Whether rows are numbered: of some rows it does not show by steps of 1, as `inferKind` looks for. */
function isCounter(texts: readonly (string | null)[], stride: number): boolean {
  if (stride === 1 || texts.length < 3) return false;
  const numbers = texts.map((text) => (text === null ? Number.NaN : Number(text)));
  const [start = Number.NaN] = numbers;
  return numbers.every((number, i) => Number.isInteger(number) && number === start + i * stride);
}
