import { type Column, isNumeric, truthOf } from '../table/index.ts';
import type { RuleRows } from '../validation/index.ts';

/** Columns of a table as rules read them. */
export function ruleRowsOf(columns: readonly Column[], nRows: number): RuleRows {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return {
    nRows,
    numbers(name) {
      const column = byName.get(name);
      return column !== undefined && isNumeric(column) ? column.values : undefined;
    },
    truths(name) {
      const column = byName.get(name);
      if (column?.kind !== 'boolean') return undefined;
      const { codes, levels } = column;
      return Uint8Array.from(codes, (code) =>
        code < 0 ? 2 : Number(truthOf(levels[code] ?? '') === true),
      );
    },
    texts(name) {
      const column = byName.get(name);
      if (column === undefined || isNumeric(column) || column.kind === 'boolean') return undefined;
      return column;
    },
  };
}
