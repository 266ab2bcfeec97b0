import type { GateCheck, WeakSegment } from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';
import { isInSegment } from '@kaizenml/ml/doubt';
import { seededRandom } from '@kaizenml/ml/math';
import { bootstrapIntervals, getMetric, type Metric, outcomeRows } from '@kaizenml/ml/metrics';
import { type RowSlice, rowSlices } from '@kaizenml/ml/slices';
import { cell, findColumn, type Table } from '@kaizenml/ml/table';
import { inDigits } from '../in-digits.ts';
import { isSurelyWorse } from '../succession/judge-succession.ts';
import type { Candidate, TestedRows } from './candidate.ts';
import type { Gate } from './gate.ts';
import { comparedLater, decided, limited, notMeasured, sayLimit } from './outcomes.ts';

type Asked = Project['gate']['slices'][number];

/** Chance that a model as good as the champion everywhere is refused, over all slices of a rule. */
const FALSE_ALARMS = 0.05;
/** Resamples per slice that a tail of its interval is read from, and at most. */
const [PER_SLICE, MOST_RESAMPLES] = [40, 2000];
const SEED = 1;

/** No slice of the test rows may be below a limit, or surely worse than the champion is there. */
export const slicesGate: Gate = {
  name: 'slices',
  async check(candidate) {
    const { asked, tested } = candidate;
    if (asked.slices.length === 0) return [];
    if (tested === undefined)
      return asked.slices.map((rule) =>
        notMeasured({ ...aboutOf(rule), reason: 'It was not tested on rows.' }),
      );
    const rows = await tested.rows();
    return asked.slices.flatMap((rule) => checkRule(rule, candidate, { tested, rows }));
  },
};

interface Told {
  readonly about: Pick<GateCheck, 'gate' | 'subject'>;
  /** Slices that are large enough and define the metric. */
  readonly slices: readonly (RowSlice & { readonly value: number })[];
  /** A sentence about the others, with a blank before it; empty where there are none. */
  readonly rest: string;
  /** `slice of "region"`. */
  readonly what: string;
  readonly metric: Metric;
}

function checkRule(
  rule: Asked,
  candidate: Candidate,
  { tested, rows }: { readonly tested: TestedRows; readonly rows: Table },
): GateCheck[] {
  const { column: name, leastRows } = rule;
  const metric = getMetric(rule.metric ?? candidate.metric.name);
  const about = { ...aboutOf(rule), subject: `${aboutOf(rule).subject}: ${metric.title}` };
  const column = name === undefined ? undefined : findColumn(rows, name);
  if (name !== undefined && column === undefined)
    return [notMeasured({ ...about, reason: `The data have no column "${name}".` })];
  const all = column === undefined ? weakSlices(tested.weakSegments, rows) : rowSlices(column);
  if (column === undefined && all.length === 0) {
    const reason = 'The run found no segment in which the model is weak.';
    return [decided({ ...about, unit: null, reason }, { isFine: true })];
  }
  const slices = all
    .filter((slice) => slice.rows.length >= leastRows)
    .map((slice) => ({ ...slice, value: metric.compute(outcomeRows(tested.outcome, slice.rows)) }))
    .filter(({ value }) => !Number.isNaN(value));
  const what = name === undefined ? 'weak segment' : `slice of "${name}"`;
  if (slices.length === 0) {
    const reason = `No ${what} has ${leastRows} rows of the test part that define ${metric.title}.`;
    return [notMeasured({ ...about, reason })];
  }
  const nOthers = all.length - slices.length;
  const rest =
    nOthers === 0
      ? ''
      : ` ${nOthers} with fewer than ${leastRows} rows, or where it is not defined, ${nOthers === 1 ? 'was' : 'were'} left out.`;
  const told: Told = { about, slices, rest, what, metric };
  return [
    ...(['min', 'max'] as const).flatMap((end) => {
      const value = rule[end];
      return value === undefined ? [] : [againstLimit(told, tested, { end, value })];
    }),
    ...(rule.champion === undefined ? [] : [againstChampion(told, candidate)]),
  ];
}

function aboutOf({ column }: Asked): Told['about'] {
  const subject = column === undefined ? 'Weak segments' : `Slices of "${column}"`;
  return { gate: 'slices', subject };
}

/** The worst slice decides, by its value. */
function againstLimit(
  { about, slices, rest, what, metric }: Told,
  { outcome }: TestedRows,
  { end, value }: { readonly end: 'min' | 'max'; readonly value: number },
): GateCheck {
  const limit = { side: end === 'min' ? 'at-least' : 'at-most', value } as const;
  const sign = end === 'min' ? 1 : -1;
  const worst = slices.reduce((bad, one) => (sign * one.value < sign * bad.value ? one : bad));
  const drawn = bootstrapIntervals(outcomeRows(outcome, worst.rows), [metric], {
    random: seededRandom(SEED),
  });
  const measured = drawn[metric.name] ?? { value: worst.value, low: null, high: null };
  const nMissed = slices.filter((one) => sign * one.value < sign * value).length;
  const more =
    nMissed > 1 ? `, and ${nMissed - 1} more ${nMissed === 2 ? 'misses' : 'miss'} it` : '';
  const reason = `In every ${what} ${metric.title} must be ${sayLimit(limit)}, got ${inDigits(worst.value, 4)} in the worst of ${slices.length}, ${worst.name} (${worst.rows.length} rows)${more}.${rest}`;
  return limited({ ...about, unit: null, reason }, { limit, measured });
}

/** Intervals of differences decide, so wide that a model as good everywhere is seldom refused however many slices there are. */
function againstChampion({ about, slices, rest, what, metric }: Told, { rival }: Candidate) {
  const subject = `${about.subject} beside the champion`;
  if (rival.kind === 'none')
    return notMeasured(
      { ...about, subject, reason: 'There is no champion to compare it with, so it passes.' },
      { refuses: false },
    );
  if (rival.kind === 'later') return comparedLater({ ...about, subject }, rival);
  const wish = `In no ${what} may it be surely worse than version ${rival.version} by ${metric.title}`;
  if (rival.kind === 'itself') {
    const reason = `It is the very model of version ${rival.version}.`;
    return decided({ ...about, subject, unit: null, reason }, { isFine: true });
  }
  if (rival.kind === 'apart')
    return notMeasured({
      ...about,
      subject,
      reason: `${wish}, but the two stand apart: ${rival.why}`,
    });
  const n = slices.length;
  const nResamples = Math.min(MOST_RESAMPLES, Math.max(200, PER_SLICE * n));
  const level = 1 - (2 * FALSE_ALARMS) / n;
  const gains = slices.flatMap((slice) => {
    const gain = rival.gainBy(metric.name, { rows: slice.rows, level, nResamples });
    return gain === undefined ? [] : [{ ...slice, gain }];
  });
  const worse = gains.filter(({ gain }) => isSurelyWorse(gain));
  const worst = (worse.length > 0 ? worse : gains).reduce<(typeof gains)[number] | undefined>(
    (bad, one) => (bad === undefined || one.gain.value < bad.gain.value ? one : bad),
    undefined,
  );
  if (worst === undefined)
    return notMeasured({ ...about, subject, reason: `${wish}, but it is not defined there.` });
  const { gain, name, rows } = worst;
  const interval =
    gain.low === null || gain.high === null
      ? ''
      : ` (interval of the gain ${inDigits(gain.low, 3)} to ${inDigits(gain.high, 3)})`;
  const found =
    worse.length === 0
      ? `it is in none of ${gains.length}`
      : `it is in ${worse.length} of ${gains.length}, most in ${name} by ${inDigits(-gain.value, 3)}${interval}, ${rows.length} rows`;
  return decided(
    { ...about, subject, unit: null, reason: `${wish}: ${found}.${rest}` },
    { isFine: worse.length === 0, measured: gain, limit: { side: 'at-least', value: 0 } },
  );
}

/** The rows of segments that held-out rows of the training showed. */
function weakSlices(segments: readonly WeakSegment[], rows: Table): RowSlice[] {
  return segments.flatMap((segment) => {
    const column = findColumn(rows, segment.column);
    if (column === undefined) return [];
    const places = Int32Array.from({ length: rows.nRows }, (_, i) => i);
    return [
      {
        name: sayWeak(segment),
        rows: places.filter((i) => isInSegment(segment, cell(column, i))),
      },
    ];
  });
}

function sayWeak({ column, level, low, high }: WeakSegment): string {
  if (level === null) return `"${column}" without a value`;
  if (level !== undefined) return `"${column}" = ${level}`;
  const ends = [
    ...(low === undefined ? [] : [`above ${inDigits(low, 6)}`]),
    ...(high === undefined ? [] : [`up to ${inDigits(high, 6)}`]),
  ];
  return `"${column}" ${ends.join(', ')}`;
}
