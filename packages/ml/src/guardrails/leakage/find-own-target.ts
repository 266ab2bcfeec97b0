import type { Finding } from '@kaizenml/contracts';
import { quantileSorted, sortedPresent } from '../../stats/index.ts';
import { type Column, isNumeric, type NumericColumn, type Table } from '../../table/index.ts';
import type { KnownTarget } from '../read-target.ts';
import { valuesAt } from '../spaced-rows.ts';

/** Rows per value, on average, from which a value is a group. */
const ROWS_PER_GROUP = 2;
/** Rows of groups of two or more, and such groups, that must be there. */
const FEWEST_ROWS = 50;
const FEWEST_GROUPS = 3;
/** Share of the spread of the column that may differ from the aggregate. */
const EXACT = 1e-4;
/** Groups that may share a value of a mean drawn to the overall mean. */
const MOST_MERGED = 12;
/** Classes whose shares are compared. */
const MOST_CLASSES = 10;
/** Rows that are asked first whether a column can be an aggregate of groups. */
const PROBE_ROWS = 2000;

/**
 * Finds columns that were computed from the target of the same rows: the mean of the target per group, drawn to the
 * overall mean or not, and the mean of the other rows of the group.
 *
 * A mean needs no other column: whatever the groups were, rows with one value of the column must have that value as
 * their mean target. With a prior of m rows the difference is m times the distance to the overall mean, for one m. The
 * mean of the others needs the groups: each category is tried.
 *
 * @cost O(n) per column, and per pair of a number and a category that passes 2000 rows.
 * @source Micci-Barreca (2001), SIGKDD Explorations 3; Prokhorenkova et al. (2018), "CatBoost", NeurIPS, section 3.2: target leakage.
 */
export function findOwnTarget(table: Table, target: KnownTarget): Finding[] {
  const outcomes = outcomesOf(target);
  const numbers = table.columns.filter(
    (column): column is NumericColumn => column.kind === 'number' && column.name !== target.name,
  );
  const groupings = table.columns
    .filter(({ name }) => name !== target.name)
    .flatMap((column) => namedGroups(column, target.rows, outcomes));
  return numbers.flatMap((column): Finding[] => {
    const x = valuesAt(column.values, target.rows);
    const own = groupByValue(x);
    for (const outcome of outcomes) {
      const { words, y } = outcome;
      const prior = own ? ownMean(x, y, own) : undefined;
      if (prior !== undefined) {
        const how =
          prior < 0.5 ? '' : `, drawn to the overall mean as by ${Math.round(prior)} more rows`;
        return [
          describe(
            column.name,
            target.name,
            `rows with one value of it have that value as their mean of ${words}${how}`,
            { kind: 'mean', prior },
          ),
        ];
      }
      const group = groupings.find((groups) => isMeanOfOthers(x, outcome, groups));
      if (group)
        return [
          describe(
            column.name,
            target.name,
            `it is the mean of ${words} over the other rows of the same "${group.name}"`,
            { kind: 'mean of others', group: group.name },
          ),
        ];
    }
    return [];
  });
}

interface Outcome {
  readonly words: string;
  readonly y: Float64Array;
}

function outcomesOf(target: KnownTarget): Outcome[] {
  if (target.kind === 'regression') return [{ words: `"${target.name}"`, y: target.values }];
  const { classes, codes, name } = target;
  const shown = classes.length === 2 ? [1, 0] : classes.map((_, c) => c).slice(0, MOST_CLASSES);
  return shown.map((c) => ({
    words: `"${name}" = ${classes[c]}`,
    y: Float64Array.from(codes, (code) => (code === c ? 1 : 0)),
  }));
}

interface Groups {
  readonly codes: Int32Array;
  readonly nGroups: number;
}

/** Rows with one value as a group; missing values are in none (-1). Undefined when values hardly repeat. */
function groupByValue(x: Float64Array): Groups | undefined {
  const codeOf = new Map<number, number>();
  const codes = new Int32Array(x.length).fill(-1);
  let nKnown = 0;
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i])) continue;
    nKnown++;
    const code = codeOf.get(x[i]) ?? codeOf.size;
    if (code === codeOf.size) codeOf.set(x[i], code);
    codes[i] = code;
    if (i === PROBE_ROWS && codeOf.size > 0.95 * nKnown) return undefined;
  }
  return codeOf.size >= FEWEST_GROUPS && codeOf.size * ROWS_PER_GROUP <= nKnown
    ? { codes, nGroups: codeOf.size }
    : undefined;
}

/** Rows of the prior when the column is a mean per group drawn to the overall mean; 0 for a plain mean. */
function ownMean(x: Float64Array, y: Float64Array, { codes, nGroups }: Groups): number | undefined {
  const size = new Float64Array(nGroups);
  const sums = new Float64Array(nGroups);
  const value = new Float64Array(nGroups);
  let n = 0;
  let total = 0;
  for (let i = 0; i < x.length; i++) {
    const g = codes[i];
    if (g < 0) continue;
    size[g]++;
    sums[g] += y[i];
    value[g] = x[i];
    n++;
    total += y[i];
  }
  const mean = total / n;
  let spread = 0;
  let nTelling = 0;
  const priors = new Float64Array(nGroups).fill(Number.NaN);
  for (let g = 0; g < nGroups; g++) {
    const pull = value[g] - mean;
    spread += size[g] * pull * pull;
    if (size[g] > 1) nTelling += size[g];
    if (pull !== 0) priors[g] = (sums[g] - size[g] * value[g]) / pull;
  }
  if (!(spread > 0) || nTelling < FEWEST_ROWS || nTelling < n / 2) return undefined;
  const sorted = sortedPresent(priors);
  const tried = [0, ...[0.05, 0.1, 0.25, 0.5].map((p) => quantileSorted(sorted, p))];
  return tried.find((prior) => {
    if (!(prior >= 0 && prior <= (100 * n) / nGroups)) return false;
    let off = 0;
    for (let g = 0; g < nGroups; g++) {
      // Groups of one size and one sum share a value: their priors add up.
      const nMerged = prior > 0.01 ? Math.max(1, Math.round(priors[g] / prior)) : 1;
      if (nMerged > MOST_MERGED) return false;
      const pulled = nMerged * prior;
      off += size[g] * ((sums[g] + pulled * mean) / (size[g] + pulled) - value[g]) ** 2;
    }
    return off <= EXACT * spread;
  });
}

/** Groups that a column names, with the sum of each outcome in them. */
interface NamedGroups {
  readonly name: string;
  readonly codes: Int32Array;
  readonly size: Float64Array;
  readonly sums: ReadonlyMap<Outcome, Float64Array>;
}

function namedGroups(
  column: Column,
  rows: Int32Array,
  outcomes: readonly Outcome[],
): NamedGroups[] {
  if (isNumeric(column) || column.kind === 'text') return [];
  const nLevels = column.levels.length;
  if (nLevels < FEWEST_GROUPS || nLevels * ROWS_PER_GROUP > rows.length) return [];
  const codes = rows.map((row) => column.codes[row]);
  const totals = (amountOf: (i: number) => number): Float64Array => {
    const sums = new Float64Array(nLevels);
    for (let i = 0; i < codes.length; i++) if (codes[i] >= 0) sums[codes[i]] += amountOf(i);
    return sums;
  };
  const sums = new Map(outcomes.map((outcome) => [outcome, totals((i) => outcome.y[i])]));
  return [{ name: column.name, codes, size: totals(() => 1), sums }];
}

function isMeanOfOthers(
  x: Float64Array,
  outcome: Outcome,
  { codes, size, sums }: NamedGroups,
): boolean {
  const total = sums.get(outcome) ?? size;
  let nSeen = 0;
  let nEqual = 0;
  for (let i = 0; i < x.length; i++) {
    const n = size[codes[i]];
    if (!(n >= 2) || Number.isNaN(x[i])) continue;
    const others = (total[codes[i]] - outcome.y[i]) / (n - 1);
    nSeen++;
    if (Math.abs(others - x[i]) <= 1e-4 * (Math.abs(others) + 1e-3)) nEqual++;
    if (nSeen === FEWEST_ROWS && nEqual < FEWEST_ROWS / 2) return false;
  }
  return nSeen >= FEWEST_ROWS && nEqual >= 0.95 * nSeen;
}

function describe(
  column: string,
  target: string,
  how: string,
  details: Readonly<Record<string, unknown>>,
): Finding {
  return {
    code: 'LEAK_OWN_TARGET',
    severity: 'warning',
    message: `Column "${column}" was computed from the answers of the same rows: ${how}.`,
    hint: 'Compute it inside each training fold, from other rows.',
    column,
    details: { column, target, evidence: 'own-target', ...details },
  };
}
