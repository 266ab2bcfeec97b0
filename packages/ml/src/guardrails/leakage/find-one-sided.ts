import type { Finding } from '@kaizenml/contracts';
import { wilsonLow } from '../../stats/index.ts';
import { type Column, isMissing, isNumeric, isoDate, type Table } from '../../table/index.ts';
import { percent } from '../percent.ts';
import type { KnownClasses } from '../read-target.ts';

/** Fewest rows on the telling side, and on the other. */
const FEWEST_ROWS = 20;
/** Share of one outcome on that side, and its lower end. */
const PURE = 0.97;
const SURELY = 0.8;
/** Times that the side must be closer to certain than the whole table, at the lower end. */
const TIMES_CLOSER = 3;
/** Share of rows in which a number must hold its default for the others to count as filled. */
const DEFAULT_SHARE = 0.5;
/** Different values besides the default from which a number is an amount, not a mark. */
const FEWEST_AMOUNTS = 10;

/**
 * Finds columns that are filled, or missing, for one outcome only: `closed_at`, `reason_for_leaving`.
 *
 * Among the rows with a value (or among those without) one class must have 97 %, 80 % at the lower end of the 95 %
 * Wilson interval, which must be three times closer to certain than all rows. The other side may hold anything: what is
 * recorded after an outcome is often recorded for some of its rows only. An amount that is one default in half of the
 * rows counts as filled elsewhere.
 *
 * @cost O(n) per column.
 * @source Kaufman, Rosset & Perlich (2012), "Leakage in Data Mining", ACM TKDD 6(4); Wilson (1927), JASA 22.
 */
export function findOneSided(table: Table, target: KnownClasses): Finding[] {
  return table.columns
    .filter(({ name }) => name !== target.name)
    .flatMap((column): Finding[] => {
      const found = [...sidesOf(column, target.rows)].flatMap((side) => purity(side, target));
      return found.slice(0, 1).map((evidence) => describe(column.name, target, evidence));
    });
}

interface Side {
  readonly words: string;
  /** 1 where a row of the target is on the side. */
  readonly isOn: Uint8Array;
}

function* sidesOf(column: Column, rows: Int32Array): Generator<Side> {
  const isFilled = new Uint8Array(rows.length);
  let nFilled = 0;
  for (let i = 0; i < rows.length; i++) {
    isFilled[i] = isMissing(column, rows[i]) ? 0 : 1;
    nFilled += isFilled[i];
  }
  if (nFilled < rows.length) {
    yield { words: 'has a value', isOn: isFilled };
    yield { words: 'is missing', isOn: isFilled.map((filled) => 1 - filled) };
  }
  if (!isNumeric(column)) return;
  const usual = usualAmount(column.values, rows);
  if (usual === undefined) return;
  const isOther = isFilled.map((filled, i) =>
    filled === 1 && column.values[rows[i]] !== usual ? 1 : 0,
  );
  const word = column.kind === 'date' ? isoDate(usual) : String(usual);
  yield { words: `is not ${word}`, isOn: isOther };
}

/** The value that half of the rows hold, when the others hold amounts. */
function usualAmount(values: Float64Array, rows: Int32Array): number | undefined {
  let usual = Number.NaN;
  let lead = 0;
  for (const row of rows) {
    if (lead === 0) usual = values[row];
    lead += values[row] === usual ? 1 : -1;
  }
  if (Number.isNaN(usual)) return undefined;
  const others = new Set<number>();
  let nUsual = 0;
  for (const row of rows) {
    if (values[row] === usual) nUsual++;
    else if (others.size < FEWEST_AMOUNTS && !Number.isNaN(values[row])) others.add(values[row]);
  }
  const isUsual = nUsual >= DEFAULT_SHARE * rows.length;
  return isUsual && others.size >= FEWEST_AMOUNTS ? usual : undefined;
}

function purity({ words, isOn }: Side, { codes, counts, classes }: KnownClasses): Evidence[] {
  const n = codes.length;
  const onSide = new Int32Array(classes.length);
  for (let i = 0; i < n; i++) if (isOn[i] === 1) onSide[codes[i]]++;
  const nSide = onSide.reduce((total, count) => total + count, 0);
  if (nSide < FEWEST_ROWS || n - nSide < FEWEST_ROWS) return [];
  const code = onSide.indexOf(Math.max(...onSide));
  const nHits = onSide[code];
  const low = wilsonLow(nHits, nSide);
  const shareOverall = counts[code] / n;
  const isPure = nHits >= PURE * nSide && low >= SURELY;
  if (!isPure || 1 - low > (1 - shareOverall) / TIMES_CLOSER) return [];
  const shareOther = (counts[code] - nHits) / (n - nSide);
  const score = nHits / nSide;
  return [
    { side: words, nSide, nHits, score, low, shareOverall, shareOther, className: classes[code] },
  ];
}

interface Evidence {
  /** Reads after the column: `has a value`, `is missing`, `is not 0`. */
  readonly side: string;
  readonly nSide: number;
  readonly nHits: number;
  readonly score: number;
  readonly low: number;
  readonly shareOverall: number;
  readonly shareOther: number;
  readonly className: string;
}

function describe(column: string, { name: target }: KnownClasses, evidence: Evidence): Finding {
  const { side, nSide, score, className, shareOther } = evidence;
  return {
    code: 'LEAK_FROM_LATER',
    severity: 'warning',
    message: `Column "${column}" is known only after the outcome: it ${side} in ${nSide} rows, of which ${percent(score)} have ${target} = ${className} (${percent(shareOther)} of the others).`,
    hint: 'It is probably recorded, or erased, because of the outcome.',
    column,
    details: { column, target, evidence: 'one-sided', ...evidence },
  };
}
