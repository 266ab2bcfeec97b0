import { type Column, countMissing, isNumeric, truthOf } from '@kaizenml/ml/table';
import { type Binning, isLevelBinning } from '@kaizenml/ml/windows';
import { conformColumn } from '../../datasets/index.ts';

/** A column in the kind of its reference. */
export interface HeldColumn {
  readonly column: Column;
  /** Values that the kind cannot hold; they are missing. */
  readonly nUnreadable: number;
}

/**
 * A column of a version in the kind that it had in the reference: kinds are inferred anew of each version, and the same values may be
 * words in one and categories in the next.
 *
 * @cost O(rows)
 */
export function holdColumn(binning: Binning, column: Column): HeldColumn {
  const { name, kind } = binning;
  if (column.kind === kind) return { column, nUnreadable: 0 };
  const isNumber = kind === 'number' || kind === 'date';
  if (isNumeric(column)) {
    const nRows = column.values.length;
    if (isNumber) return noneHeld({ name, kind }, nRows - countMissing(column), nRows);
    const values = { layout: 'numbers', values: column.values } as const;
    const held = conformColumn(fieldOf(binning), values, {
      ...{ nRows, format: undefined, unreadable: () => undefined },
    });
    return { column: held, nUnreadable: 0 };
  }
  if (kind === 'category' && column.kind === 'boolean')
    return {
      column: { ...column, kind, levels: ownWords(binning, column.levels) },
      nUnreadable: 0,
    };
  if (!isNumber && kind !== 'boolean') return { column: { ...column, kind }, nUnreadable: 0 };
  let nUnreadable = 0;
  const { codes, levels } = column;
  const held = conformColumn(
    fieldOf(binning),
    { layout: 'texts', codes, levels },
    {
      ...{ nRows: codes.length, format: undefined },
      unreadable: () => {
        nUnreadable++;
      },
    },
  );
  return { column: held, nUnreadable };
}

function noneHeld(
  field: { readonly name: string; readonly kind: 'number' | 'date' },
  nUnreadable: number,
  nRows: number,
): HeldColumn {
  return { column: { ...field, values: new Float64Array(nRows).fill(Number.NaN) }, nUnreadable };
}

function fieldOf(binning: Binning): Parameters<typeof conformColumn>[0] {
  const { name, kind } = binning;
  return isLevelBinning(binning) ? { name, kind, levels: [...binning.levels] } : { name, kind };
}

/** A version of only yes and no is read as truth: its levels get the words back that the reference has for them. */
function ownWords(binning: Binning, levels: readonly string[]): string[] {
  if (!isLevelBinning(binning)) return [...levels];
  return levels.map((level) => {
    const meant = truthOf(level);
    const words = binning.levels.filter((word) => truthOf(word) === meant);
    return meant !== undefined && words.length === 1 ? (words[0] as string) : level;
  });
}
