import type {
  Comparison,
  Condition,
  Field,
} from '../../packages/platform/src/filters/condition.ts';
import type { PlainRun } from './plain-run.ts';

/** Whether a run meets a condition, word for word as `Condition` says it. */
export function meets(run: PlainRun, condition: Condition): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((one) => meets(run, one));
    case 'any':
      return condition.of.some((one) => meets(run, one));
    case 'not':
      return !meets(run, condition.of);
    case 'is-null':
      return (valuesOf(run, condition.field).length === 0) !== condition.isNegated;
    default:
      return valuesOf(run, condition.field).some((value) => holds(value, condition));
  }
}

/** Values of a field: none where the run has no such field, several of the tables that it read. */
export function valuesOf(run: PlainRun, field: Field): readonly (string | number)[] {
  const own = <Value>(values: Readonly<Record<string, Value>>): readonly Value[] =>
    Object.hasOwn(values, field.key) ? [values[field.key]] : [];
  switch (field.of) {
    case 'metric':
      return own(run.metrics);
    case 'param':
      return own(run.params);
    case 'tag':
      return own(run.tags);
    case 'dataset':
      return run.datasets.map((one) => one[field.key]).filter((value) => value !== null);
    case 'attribute':
      return own({
        run_id: run.id,
        run_name: run.name,
        user_id: run.user,
        status: run.status.toUpperCase(),
        artifact_uri: run.artifactUri,
        start_time: run.startedAtMs,
        ...(run.endedAtMs === null ? {} : { end_time: run.endedAtMs }),
      });
  }
}

function holds(
  value: string | number,
  comparison: Exclude<Comparison, { readonly kind: 'is-null' }>,
): boolean {
  switch (comparison.kind) {
    case 'in':
      return comparison.values.some((one) => one === value) !== comparison.isNegated;
    case 'like':
      return isLike(String(value), comparison) !== comparison.isNegated;
    case 'compare':
      return ORDERS[comparison.by](value, comparison.value);
  }
}

const ORDERS = {
  '=': (a: unknown, b: unknown) => a === b,
  '!=': (a: unknown, b: unknown) => a !== b,
  '<': (a: string | number, b: string | number) => a < b,
  '<=': (a: string | number, b: string | number) => a <= b,
  '>': (a: string | number, b: string | number) => a > b,
  '>=': (a: string | number, b: string | number) => a >= b,
};

/** A match of patterns by dynamic programming: `reached[j]` says whether the text so far meets the first j signs. */
function isLike(
  text: string,
  { pattern, isCaseless }: { readonly pattern: string; readonly isCaseless: boolean },
): boolean {
  const fold = (one: string) => (isCaseless ? one.replace(/[A-Z]/g, (a) => a.toLowerCase()) : one);
  const signs = [...fold(pattern)];
  let reached = [true, ...signs.map((_, j) => signs.slice(0, j + 1).every((one) => one === '%'))];
  for (const char of fold(text)) {
    const next = [false];
    signs.forEach((sign, j) => {
      const isAny = sign === '%' && (reached[j + 1] || next[j]);
      next.push(isAny || ((sign === '_' || sign === char) && sign !== '%' && reached[j]));
    });
    reached = next;
  }
  return reached[signs.length];
}
