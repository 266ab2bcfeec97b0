import type { Finding } from '@kaizenml/contracts';
import type { Random } from '../../math/index.ts';
import { outOfFold } from '../../models/boosting/quick/table-trees.ts';
import { quantileSorted, sortedPresent } from '../../stats/index.ts';
import { type Column, getColumn, isMissing, isNumeric, type Table } from '../../table/index.ts';
import { binColumn } from '../leak-bins.ts';
import { foldedAuc, N_FOLDS } from '../leak-score.ts';
import { protectedNames } from './protected-names.ts';

/** What is known about protected attributes. */
export interface ProxyOptions {
  readonly random: Random;
  /** Columns that are protected. Default: those whose names say so. */
  readonly isProtected?: readonly string[];
  /** Column that is predicted; it is no proxy. */
  readonly target?: string;
}

/** Rows that are looked at; of longer tables, evenly spaced ones. */
const MOST_ROWS = 4_000;
const FEWEST_ROWS = 100;
/** Rows of the group that is told apart, and of all others. */
const FEWEST_OF_GROUP = 30;
/** Lower end of the 95 % interval of the AUC from which a column is a proxy. */
const PROXY = 0.75;
const MOST_PROTECTED = 6;

/**
 * Tells how well other columns, one by one and together, predict a protected attribute: leaving it out of a model
 * does not take it out of the data.
 *
 * The most frequent group is told from all others (of numbers, those above the median); AUC out of fold, with
 * the 95 % interval of Hanley & McNeil. A column is a proxy from 0.75 at the lower end.
 *
 * @returns At most one finding per protected column, of severity `info`; none without such columns.
 * @throws COLUMN_UNKNOWN
 * @cost O(p n log n) and one quick out-of-fold model per protected column, six at most, on 4 000 rows at most.
 * @source Kamiran & Calders (2012), "Data Preprocessing Techniques for Classification without Discrimination"; Hanley &
 * McNeil (1982), Radiology 143; Micci-Barreca (2001), SIGKDD Explorations 3.
 */
export function checkProxies(
  table: Table,
  { random, isProtected = protectedNames(table), target }: ProxyOptions,
): Finding[] {
  return isProtected.slice(0, MOST_PROTECTED).flatMap((name) => {
    const others = table.columns.filter(
      (column) =>
        column.name !== target &&
        !isProtected.includes(column.name) &&
        column.kind !== 'text' &&
        column.kind !== 'id',
    );
    const group = groupOf(getColumn(table, name), table.nRows);
    if (!group || others.length === 0) return [];
    const found = proxiesOf(others, group, random);
    return found.proxies.length === 0 && found.together.low < PROXY
      ? []
      : [toFinding(name, group, found)];
  });
}

interface Group {
  /** Rows looked at, all with a value. */
  readonly rows: Int32Array;
  /** 1 for a row of the group. Length of `rows`. */
  readonly isIn: Float64Array;
  readonly nIn: number;
  /** Reads after the name of the column. */
  readonly words: string;
  readonly nRows: number;
}

function groupOf(column: Column, nRows: number): Group | undefined {
  const known = Array.from({ length: nRows }, (_, row) => row).filter(
    (row) => !isMissing(column, row),
  );
  const n = Math.min(known.length, MOST_ROWS);
  const rows = Int32Array.from({ length: n }, (_, k) => known[Math.floor((k * known.length) / n)]);
  if (n < FEWEST_ROWS) return undefined;
  const { isHit, words } = isNumeric(column)
    ? aboveMedian(column.values, rows)
    : largest(column.codes, column.levels);
  const isIn = Float64Array.from(rows, (row) => (isHit(row) ? 1 : 0));
  const nIn = isIn.reduce((sum, one) => sum + one, 0);
  if (nIn < FEWEST_OF_GROUP || n - nIn < FEWEST_OF_GROUP) return undefined;
  return { rows, isIn, nIn, words, nRows };
}

function aboveMedian(values: Float64Array, rows: Int32Array) {
  const sorted = sortedPresent(Float64Array.from(rows, (row) => values[row]));
  const middle = quantileSorted(sorted, 0.5);
  return {
    isHit: (row: number) => values[row] > middle,
    words: `above ${Number(middle.toPrecision(4))}`,
  };
}

function largest(codes: Int32Array, levels: readonly string[]) {
  const counts = new Int32Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code]++;
  const most = counts.indexOf(Math.max(...counts));
  return { isHit: (row: number) => codes[row] === most, words: `= ${levels[most]}` };
}

interface Auc {
  readonly auc: number;
  readonly low: number;
  readonly high: number;
}

interface Proxies {
  /** Columns at or above the threshold, strongest first. */
  readonly proxies: readonly (Auc & { readonly column: string })[];
  readonly together: Auc;
}

function proxiesOf(others: readonly Column[], { rows, isIn, nIn }: Group, random: Random): Proxies {
  const folds = Uint8Array.from(rows, () => random.below(N_FOLDS));
  const interval = (auc: number) => withInterval(auc, nIn, rows.length - nIn);
  const proxies = others
    .map((column) => ({
      column: column.name,
      ...interval(foldedAuc(binColumn(column, rows), isIn, folds)),
    }))
    .filter(({ low }) => low >= PROXY)
    .sort((a, b) => b.auc - a.auc);
  const codes = Int32Array.from(isIn);
  const answers = outOfFold(others, {
    rows,
    y: { kind: 'classification', codes, nClasses: 2 },
    random,
  });
  const scores = Float64Array.from(rows, (_, i) => answers[2 * i + 1]);
  return { proxies, together: interval(aucOf(scores, isIn)) };
}

/** AUC of scores by mid-ranks. */
function aucOf(scores: Float64Array, isIn: Float64Array): number {
  const order = Int32Array.from(scores.keys()).sort((a, b) => scores[a] - scores[b]);
  let [area, below, inside] = [0, 0, 0];
  for (let k = 0; k < order.length; ) {
    const score = scores[order[k]];
    let [tied, tiedIn] = [0, 0];
    for (; k < order.length && scores[order[k]] === score; k++) {
      tied++;
      tiedIn += isIn[order[k]];
    }
    area += tiedIn * (below + (tied - tiedIn) / 2);
    below += tied - tiedIn;
    inside += tiedIn;
  }
  return area / (inside * below);
}

function withInterval(auc: number, n: number, m: number): Auc {
  const q1 = auc / (2 - auc);
  const q2 = (2 * auc * auc) / (1 + auc);
  const variance =
    (auc * (1 - auc) + (n - 1) * (q1 - auc * auc) + (m - 1) * (q2 - auc * auc)) / (n * m);
  const half = 1.96 * Math.sqrt(Math.max(0, variance));
  return { auc, low: Math.max(0, auc - half), high: Math.min(1, auc + half) };
}

function toFinding(
  name: string,
  { words, rows, nRows }: Group,
  { proxies, together }: Proxies,
): Finding {
  const said = proxies
    .slice(0, 3)
    .map(({ column, auc }) => `"${column}" (AUC ${auc.toFixed(2)})`)
    .join(', ');
  const sampled = rows.length < nRows ? `, seen in ${rows.length} of ${nRows} rows` : '';
  const alone = proxies.length === 0 ? 'No column alone' : said;
  const verb = proxies.length === 1 || proxies.length === 0 ? 'tells' : 'tell';
  return {
    code: 'PROTECTED_PROXY',
    severity: 'info',
    message: `${alone} ${verb} whether "${name}" is ${words.replace(/^= /, '')}; all other columns together do with an AUC of ${together.auc.toFixed(2)} (${together.low.toFixed(2)} to ${together.high.toFixed(2)}${sampled}).`,
    hint: 'Leaving the column out does not hide it from a model: compare the errors and answers of the groups.',
    column: name,
    details: { protected: name, group: words, proxies, together, nRowsSeen: rows.length },
  };
}
