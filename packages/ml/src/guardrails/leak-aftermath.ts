import type { Finding } from '@kaizenml/contracts';
import { wilsonLow } from '../stats/index.ts';
import { type Column, isMissing, isNumeric, isoDate, type Table } from '../table/index.ts';
import { percent } from './percent.ts';
import type { KnownClasses, KnownTarget } from './read-target.ts';

/** Share of rows with the default from which a column counts as seldom filled. */
const DEFAULT_SHARE = 0.95;
/** Fewest filled rows that tell anything. */
const FEWEST_FILLED = 20;
/** Largest share of all unusual outcomes together. */
const RARE_SHARE = 0.3;
/** Times that the outcome is more frequent in filled rows, at the lower end of the interval. */
const TIMES_MORE = 3.5;
/** Smallest share of the outcome in filled rows. */
const FEWEST_HITS = 0.5;

/**
 * Finds columns that are filled in after the outcome: a cost of repair, a reason for leaving.
 *
 * Such a column holds one default (or nothing) in 95 % of the rows or more, and where it does not, a rare
 * outcome (30 % of rows or fewer) is the rule: at least half of the filled rows, and at least 3.5 times its
 * overall share at the lower end of the 95 % Wilson interval. The usual outcome must have 70 % of the rows;
 * of several classes, each other one and "any but the usual" are looked at. Numbers as targets are not.
 *
 * @param table Columns to look at; the target may be among them.
 * @cost O(n) per column.
 * @source Kaufman, Rosset & Perlich (2012), "Leakage in Data Mining", ACM TKDD 6(4); Wilson (1927), JASA 22.
 */
export function findAftermath(table: Table, target: KnownTarget): Finding[] {
  if (target.kind === 'regression') return [];
  const outcomes = rareOutcomes(target);
  if (outcomes.length === 0) return [];
  return table.columns
    .filter(({ name }) => name !== target.name)
    .flatMap((column) => {
      const filling = fillingOf(column, target.rows);
      if (!filling) return [];
      const found = outcomes
        .map((outcome) => measure(outcome, filling, target))
        .filter(({ nHits, low, share, outcome }) =>
          nHits > 0 ? low >= TIMES_MORE * outcome.share && share >= FEWEST_HITS : false,
        )
        .sort((a, b) => b.share / b.outcome.share - a.share / a.outcome.share);
      return found
        .slice(0, 1)
        .map((evidence) => describe(column.name, target.name, { ...evidence, filling }));
    });
}

interface Outcome {
  /** Reads after the name of the target: `= yes`, `other than None`. */
  readonly words: string;
  readonly isHit: (code: number) => boolean;
  /** Share of all rows. */
  readonly share: number;
}

function rareOutcomes({ classes, counts, codes }: KnownClasses): Outcome[] {
  const n = codes.length;
  if (1 - counts[0] / n > RARE_SHARE) return [];
  const each = classes.slice(1).map((name, c) => ({
    words: `= ${name}`,
    isHit: (code: number) => code === c + 1,
    share: counts[c + 1] / n,
  }));
  if (classes.length === 2) return each;
  const others = {
    words: `other than ${classes[0]}`,
    isHit: (code: number) => code !== 0,
    share: 1 - counts[0] / n,
  };
  return [others, ...each];
}

interface Filling {
  /** The value that stands nearly everywhere, in words. */
  readonly usual: string;
  readonly shareUsual: number;
  /** 1 where the column holds something else. Per row of the target. */
  readonly isFilled: Uint8Array;
  readonly nFilled: number;
}

function fillingOf(column: Column, rows: Int32Array): Filling | undefined {
  const values: ArrayLike<number> = isNumeric(column) ? column.values : column.codes;
  const { nAbsent, usual, nUsual } = countUsual(column, values, rows);
  const isMostlyAbsent = nAbsent >= DEFAULT_SHARE * rows.length;
  const nDefault = isMostlyAbsent ? nAbsent : nAbsent + nUsual;
  const nFilled = rows.length - nDefault;
  if (nDefault < DEFAULT_SHARE * rows.length || nFilled < FEWEST_FILLED) return undefined;
  const isFilled = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const isDefault = !isMostlyAbsent && values[rows[i]] === usual;
    isFilled[i] = isDefault || isMissing(column, rows[i]) ? 0 : 1;
  }
  const word = isMostlyAbsent ? 'missing' : wordOf(column, usual);
  const words = isMostlyAbsent || nAbsent === 0 ? word : `${word} or missing`;
  return { usual: words, shareUsual: nDefault / rows.length, isFilled, nFilled };
}

/** The value that more than half of the present cells hold, if one does, by majority vote (Boyer & Moore 1981). */
function countUsual(column: Column, values: ArrayLike<number>, rows: Int32Array) {
  let nAbsent = 0;
  let usual = Number.NaN;
  let lead = 0;
  for (const row of rows) {
    if (isMissing(column, row)) {
      nAbsent++;
      continue;
    }
    if (lead === 0) usual = values[row];
    lead += values[row] === usual ? 1 : -1;
  }
  let nUsual = 0;
  for (const row of rows) if (values[row] === usual) nUsual++;
  return { nAbsent, usual, nUsual };
}

function wordOf(column: Column, value: number): string {
  if (!isNumeric(column)) return `"${column.levels[value]}"`;
  return column.kind === 'date' && !Number.isNaN(value) ? isoDate(value) : String(value);
}

interface Evidence {
  readonly outcome: Outcome;
  readonly nHits: number;
  /** Share of the outcome in filled rows, and the lower end of its 95 % interval. */
  readonly share: number;
  readonly low: number;
}

function measure(
  outcome: Outcome,
  { isFilled, nFilled }: Filling,
  { codes }: KnownClasses,
): Evidence {
  let nHits = 0;
  for (let i = 0; i < codes.length; i++) if (isFilled[i] === 1 && outcome.isHit(codes[i])) nHits++;
  return { outcome, nHits, share: nHits / nFilled, low: wilsonLow(nHits, nFilled) };
}

function describe(
  column: string,
  target: string,
  { outcome, share, low, nHits, filling }: Evidence & { readonly filling: Filling },
): Finding {
  const { usual, shareUsual, nFilled } = filling;
  return {
    code: 'TARGET_LEAK',
    severity: 'warning',
    message: `Column "${column}" gives the answer away: it is ${usual} in ${percent(shareUsual)} of rows, and where it is not, ${percent(share)} of rows have ${target} ${outcome.words} (${percent(outcome.share)} overall).`,
    hint: 'It is probably recorded after the outcome.',
    column,
    details: {
      column,
      target,
      evidence: 'aftermath',
      usual,
      shareUsual,
      nFilled,
      nHits,
      outcome: outcome.words,
      score: share,
      low,
      shareOverall: outcome.share,
    },
  };
}
