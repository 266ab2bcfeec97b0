import type { DataSchema, RowRule } from '@kaizenml/contracts';
import { isoDate } from '../../table/column.ts';
import { compileRule, type RuleRows } from '../rules/index.ts';
import type { CrossCheck } from './check-keys.ts';
import { percent } from './check-presence.ts';
import { keyOf, type TypedValues } from './column-checker.ts';
import { rowCheck } from './row-check.ts';
import { see } from './sightings.ts';

/** One check per rule of a schema. @throws ARGUMENT_INVALID when a rule is not understood. */
export function ruleChecks({ rules = [], columns }: DataSchema): CrossCheck[] {
  return rules.map((rule) => ruleCheck(rule, columns));
}

function ruleCheck(
  { name, check: text, minShare = 1, severity }: RowRule,
  columns: DataSchema['columns'],
): CrossCheck {
  const rule = compileRule(text, columns);
  const check = rowCheck('CUSTOM_VALIDATION', null, ({ nRows, count }) =>
    nRows - count >= minShare * nRows
      ? undefined
      : {
          long: `Rule "${name}" (${text}) must hold in ${minShare === 1 ? 'every row' : `${percent(minShare)} of the rows`}, got ${count} of ${nRows} rows in which it does not.`,
          details: { rule: name, check: text, minShare },
          severity,
        },
  );
  return {
    check,
    push(typed, { firstRow, nRows }) {
      const rows = ruleRows(typed, nRows);
      rule.check(rows, (i) =>
        see(check.sightings, firstRow + i, () => valuesAt(typed, rule.columns, i)),
      );
    },
  };
}

function ruleRows(typed: ReadonlyMap<string, TypedValues>, nRows: number): RuleRows {
  return {
    nRows,
    numbers: (name) => {
      const found = typed.get(name);
      return found?.type === 'number' || found?.type === 'date' ? found.values : undefined;
    },
    truths: (name) => {
      const found = typed.get(name);
      return found?.type === 'truth' ? found.values : undefined;
    },
    texts: (name) => {
      const found = typed.get(name);
      return found?.type === 'text' ? found : undefined;
    },
  };
}

/** `tips 30, fare 10`: what the rule saw. */
function valuesAt(
  typed: ReadonlyMap<string, TypedValues>,
  names: readonly string[],
  i: number,
): string {
  return names.map((name) => `${name} ${shown(typed.get(name), i)}`).join(', ');
}

function shown(values: TypedValues | undefined, i: number): string {
  const key = values === undefined ? undefined : keyOf(values, i);
  if (key === undefined) return 'missing';
  if (values?.type === 'date') return isoDate(Number(key));
  return values?.type === 'truth' ? String(key === '1') : key;
}
