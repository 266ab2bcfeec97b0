import { checkQuality, type QualityFinding } from '@kaizenml/ml/quality';
import type { Finding } from '../finding.ts';
import type { Counted } from './compare-counted.ts';
import type { WatchedColumn } from './judge-windows.ts';

/** Damaged values are looked for at a part of the rate, since somebody is to be woken by them. */
export const PART_OF_RATE = 0.2;

/**
 * Damaged values of the inputs: missing, of new levels, out of range, in another unit, stuck, infinite or of another type. Columns that
 * are compared with another version's are left out, since they are counted on other bins. What the windows of a season before do not call
 * damage is `natural`: on a Tuesday the weekday is stuck.
 */
export function judgeQuality(
  columns: readonly WatchedColumn[],
  { rate }: { readonly rate: number },
): readonly Finding[] {
  const options = { rate: rate * PART_OF_RATE };
  const watched = columns.filter(
    ({ role, binning, reference }) => role === 'input' && reference.binning === binning,
  );
  const found = checkQuality(
    { columns: watched.map((one) => beside(one, one.reference)) },
    options,
  );
  const names = new Set(found.map(({ column }) => column));
  const seasonal = watched.flatMap((one) =>
    names.has(one.binning.name) &&
    isCounted(one.seasonOfDamage) &&
    one.seasonOfDamage.binning === one.binning
      ? [beside(one, one.seasonOfDamage)]
      : [],
  );
  const learning = new Set(
    watched.filter((one) => one.seasonOfDamage === 'learning').map(({ binning }) => binning.name),
  );
  const known = new Set(seasonal.map(({ binning }) => binning.name));
  const unusual = new Set(checkQuality({ columns: seasonal }, options).map(keyOf));
  return found.map((finding) =>
    toFinding(
      finding,
      known.has(finding.column ?? '') && !unusual.has(keyOf(finding))
        ? 'natural'
        : finding.check === 'stuck' && learning.has(finding.column ?? '')
          ? 'may be chance'
          : 'drift',
    ),
  );
}

function beside(
  { binning, window, past = [], nUnreadable = 0 }: WatchedColumn,
  reference: Counted,
) {
  return {
    ...{ binning, reference: reference.window, current: window, past },
    ...(nUnreadable > 0 && { otherType: { nRows: nUnreadable } }),
  };
}

function isCounted(season: WatchedColumn['seasonOfDamage']): season is Counted {
  return season !== undefined && season !== 'learning';
}

function keyOf({ check, column }: QualityFinding): string {
  return JSON.stringify([check, column]);
}

/** What a check of quality found, as a finding of a verdict. */
export function toFinding(
  { check, column, effect, pValue, why }: QualityFinding,
  verdict: Finding['verdict'],
): Finding {
  return {
    ...{ check: 'quality', column: column ?? 'rows', measure: check },
    ...{ effect, pValue, verdict, why: why.replace(/\.$/, '') },
  };
}
