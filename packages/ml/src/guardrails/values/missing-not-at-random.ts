import type { Finding, Task } from '@kaizenml/contracts';
import { countDistinctSorted, quantileSorted, sortedPresent } from '../../stats/index.ts';
import { type Column, isMissing, isNumeric, type Table } from '../../table/index.ts';
import { percent } from '../percent.ts';
import { rowsForColumns, spacedRows, valuesAt } from '../spaced-rows.ts';
import { association } from './association.ts';
import { firstAtLeast } from './sorted-places.ts';

/** Fewest missing cells that tell anything. */
const FEWEST = 20;
/** Rows that are looked at; of longer tables, evenly spaced ones. */
const MOST_ROWS = 10_000;
const NUMBER_BINS = 10;
const MOST_LEVELS = 30;
/** Smallest bin whose share is read. */
const FEWEST_IN_BIN = 20;
/** Cramér's V from which it is told: with the target, and with another column. */
const WITH_TARGET = 0.15;
const WITH_COLUMN = 0.4;
/** And how far apart the shares of missing cells are between two bins. */
const APART = 0.1;
/** Level of all tests together. */
const LEVEL = 0.001;

/** What is told about a table whose target is known. */
export interface MissingOptions {
  readonly target?: string;
  readonly task?: Task;
}

/**
 * Finds columns that are missing more often at some values of the target, or of another column, than at others.
 *
 * Pearson's test at a level of 0.001 over all pairs (Bonferroni), an association of at least 0.15 with the target or
 * 0.4 with a column (Cramér's V), and shares 10 points apart. Columns missing in the same rows are one finding, and so
 * are all gaps that other columns tell.
 * What is missing at the same rate everywhere is harmless and stays unsaid; whether a value is missing because
 * of the value itself no table can tell, unless another column tells the value.
 *
 * @cost O(n p) per column that has gaps, of 10 000 rows at most, 500 of thousands of columns.
 * @source Little & Rubin (2019), "Statistical Analysis with Missing Data", 1.3; Little (1988), JASA 83, 1198-1202 (test).
 */
export function checkMissing(table: Table, { target, task }: MissingOptions = {}): Finding[] {
  const rows = spacedRows(table.nRows, rowsForColumns(table.columns.length, MOST_ROWS));
  const gaps = gapsOf(table, rows, target);
  if (gaps.length === 0) return [];
  const binned = table.columns.flatMap((column) => {
    const bins = binsOf(column, rows, column.name === target ? task : undefined);
    return bins ? [{ name: column.name, ...bins }] : [];
  });
  const level = LEVEL / (gaps.length * Math.max(1, binned.length));
  const told = gaps.flatMap((gap) => {
    const seen = binned
      .filter(({ name }) => !gap.names.includes(name))
      .map((other) => ({ other, ...tell(gap.isMissing, other), isTarget: other.name === target }))
      .filter(({ v, pValue, isTarget, high, low }) => {
        const isStrong = v >= (isTarget ? WITH_TARGET : WITH_COLUMN);
        return isStrong && pValue <= level && high.share - low.share >= APART;
      })
      .sort((a, b) => Number(b.isTarget) - Number(a.isTarget) || b.v - a.v);
    return seen.slice(0, 1).map((evidence) => ({ gap, evidence }));
  });
  const byTarget = told.filter(({ evidence }) => evidence.isTarget);
  const byColumn = told
    .filter(({ evidence }) => !evidence.isTarget)
    .sort((a, b) => b.evidence.v - a.evidence.v);
  return [
    ...byTarget.map((one) => toFinding([one], rows.length)),
    ...(byColumn.length > 0 ? [toFinding(byColumn, rows.length)] : []),
  ];
}

/** Columns that are missing in the same rows. */
interface Gap {
  readonly names: readonly string[];
  readonly isMissing: Uint8Array;
  readonly nMissing: number;
}

function gapsOf({ columns }: Table, rows: Int32Array, target: string | undefined): Gap[] {
  const gaps = new Map<string, { names: string[]; isMissing: Uint8Array; nMissing: number }>();
  for (const column of columns) {
    if (column.name === target) continue;
    const gap = Uint8Array.from(rows, (row) => (isMissing(column, row) ? 1 : 0));
    const nMissing = gap.reduce((n, one) => n + one, 0);
    if (nMissing < FEWEST || rows.length - nMissing < FEWEST) continue;
    const key = fingerprint(gap);
    const known = gaps.get(key);
    if (known) known.names.push(column.name);
    else gaps.set(key, { names: [column.name], isMissing: gap, nMissing });
  }
  return [...gaps.values()];
}

function fingerprint(gap: Uint8Array): string {
  let [a, b] = [17, 31];
  for (const one of gap) {
    a = (Math.imul(a, 31) + one) | 0;
    b = (Math.imul(b, 37) + one + 1) | 0;
  }
  return `${a} ${b}`;
}

interface Bins {
  /** Bin per row looked at; -1 is missing. */
  readonly bins: Int32Array;
  /** Words per bin: reads after the name of the column. */
  readonly words: readonly string[];
}

function binsOf(column: Column, rows: Int32Array, task: Task | undefined): Bins | undefined {
  if (!isNumeric(column)) {
    if (column.kind === 'text' || column.kind === 'id' || column.levels.length > MOST_LEVELS)
      return undefined;
    const bins = Int32Array.from(rows, (row) => column.codes[row]);
    return { bins, words: column.levels.map((level) => `= ${level}`) };
  }
  const values = valuesAt(column.values, rows);
  const sorted = sortedPresent(values);
  const nDistinct = countDistinctSorted(sorted);
  if (nDistinct < 2) return undefined;
  const isCode = nDistinct <= NUMBER_BINS || (task !== undefined && task !== 'regression');
  const uppers = isCode
    ? [...new Set(sorted)]
    : [
        ...new Set(
          Array.from({ length: NUMBER_BINS }, (_, b) =>
            quantileSorted(sorted, (b + 1) / NUMBER_BINS),
          ),
        ),
      ];
  const edges = Float64Array.from(uppers);
  const bins = Int32Array.from(values, (value) =>
    Number.isNaN(value) ? -1 : Math.min(edges.length - 1, firstAtLeast(edges, value)),
  );
  const round = (value: number) => String(Number(value.toPrecision(4)));
  const words = uppers.map((upper, b) =>
    isCode
      ? `= ${round(upper)}`
      : b === 0
        ? `up to ${round(upper)}`
        : `from ${round(uppers[b - 1])} to ${round(upper)}`,
  );
  return { bins, words };
}

function tell(isMissing: Uint8Array, { bins, words }: Bins) {
  const counts = new Array<number>(words.length).fill(0);
  const hits = new Array<number>(words.length).fill(0);
  for (let i = 0; i < bins.length; i++) {
    if (bins[i] < 0) continue;
    counts[bins[i]]++;
    hits[bins[i]] += isMissing[i];
  }
  const shares = counts
    .map((count, b) => ({ words: words[b], share: hits[b] / count, count }))
    .filter(({ count }) => count >= FEWEST_IN_BIN)
    .sort((a, b) => a.share - b.share);
  const none = { words: '', share: 0, count: 0 };
  return {
    ...association(counts, hits),
    low: shares[0] ?? none,
    high: shares[shares.length - 1] ?? none,
  };
}

interface Told {
  readonly gap: Gap;
  readonly evidence: ReturnType<typeof tell> & {
    readonly other: { readonly name: string };
    readonly isTarget: boolean;
  };
}

/** One finding: of what depends on the target, each on its own; of what depends on columns, the strongest in words. */
function toFinding(told: readonly Told[], nRowsSeen: number): Finding {
  const [{ gap, evidence }] = told;
  const { names } = gap;
  const { other, high, low, isTarget } = evidence;
  const [column] = names;
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  const subject =
    names.length === 1
      ? `Column "${column}" is`
      : `Columns "${names.slice(0, 3).join('", "')}"${more} are`;
  const rest = told.length === 1 ? '' : `; ${told.length - 1} more have gaps of this kind`;
  return {
    code: 'MISSING_NOT_AT_RANDOM',
    severity: isTarget ? 'warning' : 'info',
    message: `${subject} missing in ${percent(high.share)} of the rows with "${other.name}" ${high.words}, and in ${percent(low.share)} of those with "${other.name}" ${low.words}${rest}.`,
    hint: isTarget
      ? 'Ask why: where a gap follows the outcome it gives the answer away, where it comes before, an indicator "is missing" helps a model.'
      : 'Ask why, and give models an indicator "is missing" rather than a mean alone.',
    column,
    details: {
      isTarget,
      nRowsSeen,
      gaps: told.slice(0, 20).map((one) => ({
        columns: one.gap.names,
        with: one.evidence.other.name,
        v: one.evidence.v,
        pValue: one.evidence.pValue,
        high: one.evidence.high,
        low: one.evidence.low,
        shareMissing: one.gap.nMissing / nRowsSeen,
      })),
    },
  };
}
