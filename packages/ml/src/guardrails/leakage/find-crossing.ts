import { type Finding, listNames } from '@kaizenml/contracts';
import type { Random } from '../../math/index.ts';
import type { Table } from '../../table/index.ts';
import type { KnownClasses } from '../read-target.ts';
import { nameInFormula } from './formula-words.ts';
import { numericBlock } from './numeric-block.ts';

/** Rows that the search and the proof look at. */
const MOST_ROWS = 8000;
const SEARCH_ROWS = 400;
/** Rows of the first look at a pair; what is not promising there is not looked at again. */
const GLANCE_ROWS = 60;
const PROMISING = 0.93;
/** Values from which a column is a measure; fewer are left to the lookup. */
const FEWEST_VALUES = 6;
/** Columns of numbers that are paired, in the order of the table. */
const MOST_COLUMNS = 40;
/** Fewest rows of either class. */
const FEWEST_EACH = 20;
/** ROC AUC that a pair must have, in the search and in the proof. */
const LOOKS_GOOD = 0.975;
const LEAK_AUC = 0.98;
/** Times that the pair must be closer to perfect than the best column alone. */
const TIMES_CLOSER = 8;

const OPERATIONS = [
  { of: (a: number, b: number) => a - b, sign: '−' },
  { of: (a: number, b: number) => a + b, sign: '+' },
  { of: (a: number, b: number) => a * b, sign: '×' },
  { of: (a: number, b: number) => a / b, sign: '/' },
] as const;

/**
 * Finds that a class is nothing but a limit on the sum, difference, product or ratio of two columns.
 *
 * Only for two classes: `is_overdue` from `paid_on − due_on`. The pair must rank the classes with ROC AUC 0.98 and be
 * eight times closer to perfect than any column alone; an easy problem is not that.
 *
 * @cost O(p^2 m log m) with m = 400 rows for the search, O(n log n) for the proof.
 * @source Kaufman et al. (2012), ACM TKDD 6(4); Hanley & McNeil (1982), Radiology 143, for the AUC.
 */
export function findCrossing(
  table: Table,
  target: KnownClasses,
  { random, skip = new Set() }: { readonly random: Random; readonly skip?: ReadonlySet<string> },
): Finding[] {
  if (target.classes.length !== 2) return [];
  const options = { most: MOST_ROWS, skip: new Set([...skip, target.name]), random };
  const block = numericBlock(table, target.rows, options);
  const isRare = Uint8Array.from(block.at, (i) => target.codes[i]);
  const search = balanced(isRare, SEARCH_ROWS);
  if (!search) return [];
  const glance = balanced(isRare, GLANCE_ROWS) ?? search;
  const measures = block.columns
    .map((values, j) => ({ values, name: block.names[j] }))
    .filter(({ values }) => new Set(search.map((i) => values[i])).size >= FEWEST_VALUES)
    .slice(0, MOST_COLUMNS);
  const columns = measures.map(({ values }) => values);
  const strength = (values: (i: number) => number, rows: Int32Array): number => {
    const auc = rankAuc(
      Float64Array.from(rows, values),
      rows.map((i) => isRare[i]),
    );
    return Math.max(auc, 1 - auc);
  };
  const all = isRare.length === search.length ? search : Int32Array.from(isRare, (_, i) => i);
  const alone = columns.map((x) => strength((i) => x[i], search));
  const best = Math.max(0.5, ...alone);
  const room = (1 - best) / TIMES_CLOSER;
  let found: { a: number; b: number; sign: string; auc: number } | undefined;
  for (let a = 0; a < columns.length; a++) {
    for (let b = 0; b < columns.length; b++) {
      for (const { of, sign } of OPERATIONS) {
        if (a === b || (b < a && sign !== '/')) continue;
        const value = (i: number): number => of(columns[a][i], columns[b][i]);
        if (!(strength(value, glance) >= PROMISING)) continue;
        const seen = strength(value, search);
        if (!(seen >= LOOKS_GOOD && seen > (found?.auc ?? 0))) continue;
        const auc = strength(value, all);
        const isLeak = auc >= LEAK_AUC && 1 - auc <= room;
        if (isLeak && auc > (found?.auc ?? 0)) found = { a, b, sign, auc };
      }
    }
  }
  if (!found) return [];
  const names = [measures[found.a].name, measures[found.b].name];
  const words = `${nameInFormula(names[0])} ${found.sign} ${nameInFormula(names[1])}`;
  return [
    {
      code: 'LEAK_COMBINATION',
      severity: 'warning',
      message: `Columns ${listNames(names)} together give the answer away: ${words} crosses a limit with ${nameInFormula(target.name)}, ROC AUC ${(Math.floor(found.auc * 10_000) / 10_000).toFixed(4)} (${best.toFixed(3)} for the best column alone).`,
      hint: 'The target was probably made from them.',
      details: {
        target: target.name,
        columns: names,
        evidence: 'limit',
        formula: words,
        score: found.auc,
        bestAlone: best,
        nRows: all.length,
      },
    },
  ];
}

/** Rows of which both classes have a fair share; undefined when one has too few. */
function balanced(isRare: Uint8Array, most: number): Int32Array | undefined {
  const take = (label: number): number[] => {
    const rows: number[] = [];
    for (let i = 0; i < isRare.length && rows.length < most / 2; i++)
      if (isRare[i] === label) rows.push(i);
    return rows;
  };
  const [common, rare] = [take(0), take(1)];
  if (Math.min(common.length, rare.length) < FEWEST_EACH) return undefined;
  return Int32Array.from([...common, ...rare].sort((a, b) => a - b));
}

/** ROC AUC of a score by ranks; ties count half, what is not a number ranks with the highest. */
export function rankAuc(score: Float64Array, isHit: ArrayLike<number>): number {
  const order = Int32Array.from(score, (_, i) => i).sort((a, b) => score[a] - score[b]);
  let area = 0;
  let misses = 0;
  let hits = 0;
  for (let k = 0; k < order.length; ) {
    const value = score[order[k]];
    let tiedHits = 0;
    let tied = 0;
    for (; k < order.length && (tied === 0 || score[order[k]] === value); k++) {
      tied++;
      tiedHits += isHit[order[k]];
    }
    area += tiedHits * (misses + (tied - tiedHits) / 2);
    hits += tiedHits;
    misses += tied - tiedHits;
  }
  return area / (hits * misses);
}
