import { civilFromDays, columnLength, DAY_MS } from '../../table/index.ts';
import { finiteValues, median } from '../numeric-values.ts';
import { isRecord } from '../state-shape.ts';
import type { OutputColumn, Transformer } from '../transformer.ts';

/** What `date-parts` learns. */
export interface DatePartsState {
  /** Earliest training instant, milliseconds since 1970-01-01 UTC: day 0. */
  readonly first: number;
  /** Stands for a missing date, milliseconds since 1970-01-01 UTC. */
  readonly median: number;
  /** True when some training instant is not at midnight UTC: then there is an hour. */
  readonly hasTime: boolean;
  /** True when training rows lacked the date: then a 0/1 column says where. */
  readonly hasMissing: boolean;
}

const HOUR_MS = 3_600_000;

/**
 * Year, month (1 to 12), day of month (1 to 31), day of week (1 is Monday, 7 Sunday), hour where there
 * is a time of day, and days since the first training instant, with fraction. All in UTC.
 *
 * A missing date counts as the median of the training dates; when training rows lacked it, `<name>_missing`
 * says where.
 *
 * @source Hinnant (2013), "chrono-Compatible Low-Level Date Algorithms".
 */
export const dateParts: Transformer<Record<never, never>, DatePartsState> = {
  name: 'date-parts',
  params: {},
  accepts: ['date'],
  source: 'Hinnant (2013), "chrono-Compatible Low-Level Date Algorithms".',
  fit(column) {
    const present = finiteValues(column);
    return {
      first: present.reduce((first, ms) => Math.min(first, ms), present[0] ?? 0),
      median: Math.round(median(present)) + 0,
      hasTime: present.some((ms) => ms % DAY_MS !== 0),
      hasMissing: present.length < columnLength(column),
    };
  },
  outputs: ({ hasTime, hasMissing }, { name }) =>
    [
      'year',
      'month',
      'day_of_month',
      'day_of_week',
      ...(hasTime ? ['hour'] : []),
      'days_since_first',
      ...(hasMissing ? ['missing'] : []),
    ].map((part): OutputColumn => ({ name: `${name}_${part}`, kind: 'number' })),
  isState: (value): value is DatePartsState =>
    isRecord(value) &&
    Number.isFinite(value.first) &&
    Number.isFinite(value.median) &&
    typeof value.hasTime === 'boolean' &&
    typeof value.hasMissing === 'boolean',
  compile({ first, median, hasTime, hasMissing }) {
    return ({ numbers }, from, to) => {
      const isPresent = Number.isFinite(numbers[from]);
      const ms = isPresent ? numbers[from] : median;
      const days = Math.floor(ms / DAY_MS);
      const { year, month, day } = civilFromDays(days);
      let slot = to;
      numbers[slot++] = year;
      numbers[slot++] = month;
      numbers[slot++] = day;
      numbers[slot++] = 1 + ((((days + 3) % 7) + 7) % 7);
      if (hasTime) numbers[slot++] = Math.floor((ms - days * DAY_MS) / HOUR_MS);
      numbers[slot++] = (ms - first) / DAY_MS;
      if (hasMissing) numbers[slot++] = isPresent ? 0 : 1;
    };
  },
};
