import { AppError } from '@kaizenml/contracts';
import { fillGaps } from './fill-gaps.ts';
import { type Frequency, gridOf } from './frequency.ts';
import { inferFrequency, periodsOf } from './infer-frequency.ts';
import { inferPeriod } from './infer-period.ts';
import type { Series } from './series.ts';

/** Points as they come: in any order, with gaps. */
export interface Points {
  /** Milliseconds since 1970 UTC; NaN for an unknown one, whose point is dropped. */
  readonly instants: Float64Array;
  /** NaN for a missing value. Same length. */
  readonly values: Float64Array;
}

/** What is known of points beforehand. */
export interface RegularOptions {
  /** Default: as the instants show. */
  readonly frequency?: Frequency;
  /** Default: the clearest of those that the calendar suggests, 1 where there is none. */
  readonly period?: number;
}

/** A regular series, and what it took to make it one. */
export interface RegularSeries {
  readonly series: Series & { readonly instants: Float64Array };
  readonly frequency: Frequency;
  /** Points without an instant, off the grid, or missing before the first value or after the last. */
  readonly nDropped: number;
  /** Points that share their place with another; the place has their mean. */
  readonly nMerged: number;
  /** Places without a value, which were filled. */
  readonly nFilled: number;
}

/** Share of the places that must have a value: below, a series is more guessed than seen. */
const LEAST_PRESENT = 0.5;
const OFF_GRID = 0.25;
/** Squares of smaller numbers, and what is divided by them, cannot be told from 0. */
const LEAST_SIZE = 1e-100;

/**
 * Points at equal distances, made of points as they come: sorted, put on the grid of their frequency, gaps filled.
 *
 * @throws SHAPE_MISMATCH, TABLE_EMPTY without a value, TARGET_UNUSABLE where no frequency is to be seen, more than
 * half of the places are empty, or no value is as large as 1e-100 although some are not 0.
 */
export function regularSeries(points: Points, options: RegularOptions = {}): RegularSeries {
  const present = presentPoints(points);
  assertSize(present);
  const instants = Float64Array.from(present, ([instant]) => instant);
  const frequency = options.frequency ?? inferFrequency(distinct(points.instants));
  if (frequency === undefined && instants[0] === instants[instants.length - 1]) {
    throw new AppError('TARGET_UNUSABLE', {
      message: `A series must have values at two times at least, got ${present.length === 1 ? '1 value' : `${present.length} values at 1 time`}.`,
      hint: 'Give more rows, or name the column that tells series apart.',
      details: { nPoints: present.length },
    });
  }
  if (frequency === undefined) {
    throw new AppError('TARGET_UNUSABLE', {
      message: `A series must have points at equal distances, got ${present.length} points without a common step.`,
      hint: 'Name the frequency, or add the points up by day, week or month first.',
      details: { nPoints: present.length },
    });
  }
  const { places, nMerged, nOff } = placed(present, frequency);
  const line = fillGaps(places, 1).values;
  const period = options.period ?? inferPeriod(line, periodsOf(frequency));
  const { values, nFilled } = fillGaps(places, period);
  const grid = gridOf(frequency, instants[0]);
  return {
    series: { values, period, instants: values.map((_, t) => grid.instantAt(t)) },
    frequency,
    nDropped: nOff + nOutside(points, instants),
    nMerged,
    nFilled,
  };
}

/** Finite instants in order, each once. */
function distinct(instants: Float64Array): Float64Array {
  return Float64Array.from(new Set(instants.filter(Number.isFinite))).sort();
}

/** Points before the first value, after the last, or without an instant. */
function nOutside({ instants }: Points, present: Float64Array): number {
  const [first, last] = [present[0], present[present.length - 1]];
  return instants.filter((t) => !(t >= first && t <= last)).length;
}

type Point = readonly [instant: number, value: number];

function presentPoints({ instants, values }: Points): readonly Point[] {
  if (instants.length !== values.length) {
    throw new AppError('SHAPE_MISMATCH', {
      message: `A series must have one value per instant, got ${values.length} values and ${instants.length} instants.`,
      hint: 'Give NaN for a missing value.',
      details: { nValues: values.length, nInstants: instants.length },
    });
  }
  const present = Array.from(values, (value, i): Point => [instants[i], value])
    .filter(([instant, value]) => Number.isFinite(instant) && Number.isFinite(value))
    .sort(([a], [b]) => a - b);
  if (present.length > 0) return present;
  throw new AppError('TABLE_EMPTY', {
    message: `A series must have at least one value with an instant, got ${values.length} points without.`,
    hint: 'Check the columns of time and target.',
    details: { nPoints: values.length },
  });
}

function assertSize(present: readonly Point[]): void {
  const largest = present.reduce((most, [, value]) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0 || largest >= LEAST_SIZE) return;
  throw new AppError('TARGET_UNUSABLE', {
    message: `A series must have a value of at least ${LEAST_SIZE} by size, or zeros alone, got ${largest} at most.`,
    hint: 'Write the numbers in a smaller unit.',
    details: { largest, least: LEAST_SIZE },
  });
}

function placed(present: readonly Point[], frequency: Frequency) {
  const grid = gridOf(frequency, present[0][0]);
  const size = Math.round(grid.placeOf(present[present.length - 1][0])) + 1;
  assertDense(present.length, size);
  const sums = new Float64Array(size);
  const counts = new Int32Array(size);
  let nOff = 0;
  for (const [instant, value] of present) {
    const place = Math.round(grid.placeOf(instant));
    if (Math.abs(grid.placeOf(instant) - place) > OFF_GRID) nOff++;
    else {
      sums[place] += value;
      counts[place]++;
    }
  }
  const nMerged = counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0);
  return {
    places: sums.map((sum, t) => (counts[t] > 0 ? sum / counts[t] : Number.NaN)),
    nMerged,
    nOff,
  };
}

function assertDense(nPoints: number, nSteps: number): void {
  if (nPoints >= LEAST_PRESENT * nSteps) return;
  throw new AppError('TARGET_UNUSABLE', {
    message: `A series must have a value at half of its steps at least, got ${nPoints} values for ${nSteps} steps.`,
    hint: 'Add the points up by a longer step, such as weeks instead of days.',
    details: { nPoints, nSteps },
  });
}
