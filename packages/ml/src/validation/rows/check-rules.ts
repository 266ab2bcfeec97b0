import { type Anomaly, AppError, type DataSchema, type RowRule } from '@kaizenml/contracts';
import { isoDate } from '../../table/column.ts';
import { makeAnomaly } from '../make-anomaly.ts';
import { type CompiledRule, compileRule, type RuleRows } from '../rules/index.ts';
import type { CrossCheck } from './check-keys.ts';
import { percent } from './check-presence.ts';
import { keyOf, type TypedValues } from './column-checker.ts';
import { rowCheck } from './row-check.ts';
import { see } from './sightings.ts';

/** The checks of the rules of a schema, and what is wrong with those that are not understood. */
export function ruleChecks({ rules = [], columns }: DataSchema): {
  readonly checks: readonly CrossCheck[];
  readonly unusable: readonly Anomaly[];
} {
  const checks: CrossCheck[] = [];
  const unusable: Anomaly[] = [];
  for (const rule of rules) {
    const compiled = compiledOrFault(rule, columns);
    if ('fault' in compiled) unusable.push(unusableRule(rule, compiled.fault));
    else checks.push(ruleCheck(rule, compiled));
  }
  return { checks, unusable };
}

function compiledOrFault(
  { check }: RowRule,
  columns: DataSchema['columns'],
): CompiledRule | { readonly fault: AppError } {
  try {
    return compileRule(check, columns);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'ARGUMENT_INVALID') return { fault: thrown };
    throw thrown;
  }
}

function unusableRule({ name, check }: RowRule, { message, hint, details }: AppError): Anomaly {
  return makeAnomaly('INVALID_SCHEMA_SPECIFICATION', {
    column: null,
    long: `Rule "${name}" is not understood and was not checked: ${message.replace(/^Rule ".*?" must/, 'it must')} ${hint ?? ''}`.trimEnd(),
    details: { rule: name, check, ...details },
  });
}

function ruleCheck(
  { name, check: text, minShare = 1, severity }: RowRule,
  rule: CompiledRule,
): CrossCheck {
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
    columns: rule.columns,
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
