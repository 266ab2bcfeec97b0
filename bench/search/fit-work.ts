import { resolveParams } from '@kaizenml/contracts';
import { fromRows, seededRandom } from '@kaizenml/ml/math';
import { ESTIMATORS, ridge } from '@kaizenml/ml/models';
import { spaceOf } from '@kaizenml/ml/search/strategies';
import { unitsOf, type WorkGrowth } from '../../packages/ml/src/search/strategies/work/work-of.ts';
import type { Measured } from './measured.ts';

/** How the time of each estimator grows, by ridge regression of logarithms, and the median factor by which it errs. */
export function fitWork(
  all: readonly Measured[],
): Readonly<
  Record<string, { readonly growth: WorkGrowth; readonly error: number; readonly n: number }>
> {
  return Object.fromEntries(
    ESTIMATORS.flatMap((estimator) => {
      const { name, params, traits } = estimator;
      const space = spaceOf([estimator]);
      const rows: number[][] = [];
      const logs: number[] = [];
      for (const { drafts, tables } of all)
        for (const table of tables)
          drafts.forEach((draft, i) => {
            const cell = table.cells[i];
            if (draft.estimator !== name || cell === null) return;
            const members =
              traits.members === undefined
                ? 1
                : Number(draft.params[traits.members] ?? params[traits.members].default);
            rows.push([
              Math.log((table.nRows * 2) / 3),
              Math.log(table.nColumns),
              Math.log(Math.max(1, table.nClasses)),
              Math.log(members),
              ...unitsOf(space, draft).map(([, unit]) => unit),
            ]);
            logs.push(Math.log(Math.max(0.05, cell.ms)));
          });
      if (rows.length < 8) return [];
      return [
        [
          name,
          solve(
            rows,
            logs,
            space.families[0].dimensions
              .filter(({ kind }) => kind === 'number')
              .map((each) => each.name),
          ),
        ],
      ];
    }),
  );
}

function solve(rows: readonly number[][], logs: readonly number[], names: readonly string[]) {
  const x = fromRows(rows);
  const y = { kind: 'regression', values: Float64Array.from(logs) } as const;
  const state = ridge.fit(x, y, resolveParams('ridge', ridge.params, { l2: 1 }), {
    random: seededRandom(1),
  });
  const answers = ridge.predict(state, x);
  const errors = logs.map((value, i) => Math.abs(value - answers[i])).sort((a, b) => a - b);
  const at = (row: readonly number[]) => ridge.predict(state, fromRows([[...row]]))[0];
  const zero = rows[0].map(() => 0);
  const base = at(zero);
  const slopes = zero.map((_, j) => at(zero.map((each, k) => (k === j ? 1 : each))) - base);
  const rounded = (value: number) => Number(value.toFixed(2));
  const [forRows, forColumns, forClasses, forMembers, ...forUnits] = slopes.map(rounded);
  const growth: WorkGrowth = {
    base: rounded(base),
    rows: forRows,
    columns: forColumns,
    classes: forClasses,
    members: forMembers,
    units: Object.fromEntries(names.map((name, j) => [name, forUnits[j]])),
  };
  return { growth, error: Math.exp(errors[Math.floor(errors.length / 2)]), n: rows.length };
}
