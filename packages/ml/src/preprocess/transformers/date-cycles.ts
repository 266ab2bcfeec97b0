import { columnLength, DAY_MS } from '../../table/index.ts';
import { finiteValues } from '../numeric-values.ts';
import { isRecord } from '../state-shape.ts';
import type { OutputColumn, Transformer } from '../transformer.ts';

/** What `date-cycles` learns. */
export interface DateCyclesState {
  /** Cycles that the training instants go through at least once, or for the day: whose hours they name. */
  readonly cycles: readonly Cycle[];
}

const PERIODS = { day: DAY_MS, week: 7 * DAY_MS, year: 365.2425 * DAY_MS } as const;
type Cycle = keyof typeof PERIODS;
const CYCLES = Object.keys(PERIODS) as Cycle[];
/** 1970-01-01 was a Thursday. */
const MONDAY_MS = 4 * DAY_MS;

/**
 * Where in the day, the week and the year an instant lies, as a point on a circle: two columns each, so that the last hour
 * is next to the first. The date itself stays. All in UTC; a missing date is in the middle of each circle, at 0, 0.
 *
 * Sines are parabolas over parabolas, at most 0.0017 off, since the last bit of `Math.sin` differs between engines.
 *
 * @source Bhāskara I (c. 629), Mahābhāskarīya, as in Gupta (1967), Indian Journal of History of Science 2, 121-136.
 */
export const dateCycles: Transformer<Record<never, never>, DateCyclesState> = {
  name: 'date-cycles',
  params: {},
  accepts: ['date'],
  source: 'Bhāskara I (c. 629), as in Gupta (1967), Indian J. Hist. Sci. 2, 121-136.',
  fit(column) {
    const present = finiteValues(column);
    const first = present.reduce((low, ms) => Math.min(low, ms), Number.POSITIVE_INFINITY);
    const last = present.reduce((high, ms) => Math.max(high, ms), Number.NEGATIVE_INFINITY);
    const hasTime = present.some((ms) => ms % DAY_MS !== 0);
    return {
      cycles: CYCLES.filter((cycle) =>
        cycle === 'day' ? hasTime : columnLength(column) > 0 && last - first >= PERIODS[cycle],
      ),
    };
  },
  outputs: ({ cycles }, { name, kind }) => [
    { name, kind },
    ...cycles.flatMap((cycle): OutputColumn[] => [
      { name: `${name}_${cycle}_sine`, kind: 'number' },
      { name: `${name}_${cycle}_cosine`, kind: 'number' },
    ]),
  ],
  isState: (value): value is DateCyclesState =>
    isRecord(value) &&
    Array.isArray(value.cycles) &&
    value.cycles.every((cycle) => CYCLES.includes(cycle)),
  compile({ cycles }) {
    const periods = cycles.map((cycle) => PERIODS[cycle]);
    return ({ numbers }, from, to) => {
      const ms = numbers[from];
      numbers[to] = ms;
      for (let k = 0; k < periods.length; k++) {
        const turns = (ms - MONDAY_MS) / periods[k];
        const isPresent = Number.isFinite(turns);
        numbers[to + 1 + 2 * k] = isPresent ? sineOfTurns(turns) : 0;
        numbers[to + 2 + 2 * k] = isPresent ? sineOfTurns(turns + 0.25) : 0;
      }
    };
  },
};

/** About sin(2 pi t). */
function sineOfTurns(t: number): number {
  const within = t - Math.floor(t);
  const half = within < 0.5 ? within : within - 0.5;
  const bow = half * (0.5 - half);
  const height = (16 * bow) / (1.25 - 4 * bow);
  return within < 0.5 ? height : -height;
}
