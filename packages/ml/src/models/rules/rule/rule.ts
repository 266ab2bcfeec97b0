import type { Matrix } from '../../../math/index.ts';

/** A question about one column. None but `missing` holds for a missing value. */
export type Condition =
  | { readonly column: number; readonly operator: '<=' | '>'; readonly value: number }
  /** `in` holds for these levels only, `not in` for all others, also for levels that the fit never saw. */
  | {
      readonly column: number;
      readonly operator: 'in' | 'not in';
      readonly codes: readonly number[];
    }
  | { readonly column: number; readonly operator: 'missing' };

/** Conditions that must hold together. */
export type Rule = readonly Condition[];

/** Whether a condition holds for a value of its column. */
export function conditionHolds(condition: Condition, value: number, isCode: boolean): boolean {
  const isAbsent = isCode ? !(value >= 0) : Number.isNaN(value);
  if (condition.operator === 'missing') return isAbsent;
  if (isAbsent) return false;
  if ('value' in condition)
    return condition.operator === '<=' ? value <= condition.value : value > condition.value;
  return condition.codes.includes(value) === (condition.operator === 'in');
}

/** Whether all conditions hold for one row of a matrix. */
export function ruleHolds(rule: Rule, x: Matrix, row: number): boolean {
  const start = row * x.nColumns;
  return rule.every((condition) => {
    const isCode = (x.levels?.[condition.column] ?? 0) > 0 || 'codes' in condition;
    return conditionHolds(condition, x.values[start + condition.column], isCode);
  });
}

/** Joins the conditions on the same column; the order is that of the columns. */
export function simplifyRule(rule: Rule): Rule {
  const joined: Condition[] = [];
  for (const condition of rule) {
    const at = joined.findIndex((other) => joins(other, condition));
    if (at < 0) joined.push(condition);
    else joined[at] = joinConditions(joined[at], condition);
  }
  return joined.sort((a, b) => a.column - b.column);
}

function joins(a: Condition, b: Condition): boolean {
  return a.column === b.column && a.operator === b.operator;
}

/** Both conditions as one; they have the same column and operator. */
function joinConditions(a: Condition, b: Condition): Condition {
  if ('value' in a && 'value' in b) {
    const value = a.operator === '<=' ? Math.min(a.value, b.value) : Math.max(a.value, b.value);
    return { ...a, value };
  }
  if (!('codes' in a && 'codes' in b)) return a;
  const codes =
    a.operator === 'in'
      ? a.codes.filter((code) => b.codes.includes(code))
      : [...new Set([...a.codes, ...b.codes])].sort((x, y) => x - y);
  return { ...a, codes };
}
