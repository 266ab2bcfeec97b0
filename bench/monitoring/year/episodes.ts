import { type Episode, withColumns } from './episode.ts';
import type { LabelledRow } from './real-table.ts';

/** A day of a month of 30 days, months from 0. */
const day = (month: number, dayOfMonth = 5) => 30 * month + dayOfMonth;
const flipped = ({ row, label }: LabelledRow): LabelledRow => ({
  row,
  label: label === '>50K' ? '<=50K' : '>50K',
});

/** What happens in the year of `income`; months without are quiet. */
export const INCOME_YEAR: readonly Episode[] = [
  {
    ...{ name: 'sudden: the young come', fromDay: day(1), days: 14, isHarmful: true },
    columns: ['age', 'marital-status', 'relationship'],
    change: (drawn, { random }) =>
      Number(drawn.row.age) < 30 || random.next() < 0.2 ? drawn : undefined,
  },
  {
    ...{ name: 'new category', fromDay: day(3), days: 14, isHarmful: true },
    columns: ['occupation'],
    change: (drawn, { random }) =>
      random.next() < 0.25 ? withColumns(drawn, { occupation: 'Platform-work' }) : drawn,
  },
  {
    ...{ name: 'local: one slice loses a column', fromDay: day(5), days: 14, isHarmful: true },
    columns: ['education-num'],
    change: (drawn) =>
      drawn.row.occupation === 'Exec-managerial' || drawn.row.occupation === 'Prof-specialty'
        ? withColumns(drawn, { 'education-num': 1, education: 'Preschool' })
        : drawn,
  },
  {
    ...{ name: 'concept: labels flip in a slice', fromDay: day(7), days: 20, isHarmful: true },
    columns: [],
    change: (drawn) =>
      drawn.row['marital-status'] === 'Married-civ-spouse' && Number(drawn.row.age) < 45
        ? flipped(drawn)
        : drawn,
  },
  {
    ...{ name: 'adversarial: made-up rows', fromDay: day(9), days: 1, isHarmful: true },
    columns: ['age', 'hours-per-week', 'capital-gain', 'education-num'],
    change: (drawn, { random }) =>
      random.next() < 0.7
        ? withColumns(drawn, {
            ...{ age: 17 + random.below(74), 'hours-per-week': 1 + random.below(99) },
            ...{ 'capital-gain': random.below(100_000), 'education-num': 1 + random.below(16) },
          })
        : drawn,
  },
  {
    ...{ name: 'labels come 20 days late', fromDay: day(10), days: 25, isHarmful: false },
    ...{ columns: [], labelDays: 20, checks: ['labels'] },
  },
];

/** What happens in the year of `tips`, besides its hours and weekdays. */
export const TIPS_YEAR: readonly Episode[] = [
  {
    ...{ name: 'units: fares in cents', fromDay: day(1), days: 10, isHarmful: true },
    columns: ['fare'],
    change: (drawn) => withColumns(drawn, { fare: 100 * Number(drawn.row.fare) }),
  },
  {
    ...{ name: 'broken sensor: stuck', fromDay: day(3), days: 10, isHarmful: true },
    columns: ['trip_seconds'],
    change: (drawn) => withColumns(drawn, { trip_seconds: 480 }),
  },
  {
    ...{ name: 'broken sensor: missing', fromDay: day(5), days: 10, isHarmful: true },
    columns: ['payment_type'],
    change: (drawn, { random }) =>
      random.next() < 0.4 ? withColumns(drawn, { payment_type: null }) : drawn,
  },
  {
    ...{ name: 'gradual: cash goes out of use', fromDay: day(7), days: 25, isHarmful: true },
    columns: ['payment_type'],
    change: (drawn, { share, random }) =>
      drawn.row.payment_type === 'Cash' && random.next() < share ? undefined : drawn,
  },
  ...[0, 1, 2].map(
    (turn): Episode => ({
      ...{ name: `recurring: long trips, ${turn + 1} of 3` },
      ...{ fromDay: day(9) + 14 * turn, days: 4, isHarmful: true },
      columns: ['trip_miles', 'fare', 'trip_seconds'],
      change: (drawn, { random }) =>
        Number(drawn.row.fare) > 15 || random.next() < 0.25 ? drawn : undefined,
    }),
  ),
];

/** What happens in the year of `bikes`, besides its hours and weekdays. */
export const BIKES_YEAR: readonly Episode[] = [
  {
    ...{ name: 'concept: twice the riders', fromDay: day(1), days: 25, isHarmful: true },
    columns: [],
    change: ({ row, label }) => ({ row, label: String(2 * Number(label)) }),
  },
  {
    ...{ name: 'broken sensor: temperature stuck', fromDay: day(5), days: 10, isHarmful: true },
    columns: ['temp'],
    change: (drawn) => withColumns(drawn, { temp: 0.1 }),
  },
  {
    ...{ name: 'winter: fewer ride, as they do', fromDay: day(8), days: 25, isHarmful: false },
    ...{ columns: [], checks: ['inputs', 'predictions', 'quality:season'] },
    change: (drawn) => (drawn.row.season === 1 ? drawn : undefined),
  },
];

const [QUIET_DAYS, MOST_DAYS] = [8, 10];

/** The same episodes after a few quiet days each, and none longer than ten days. */
export function shortened(episodes: readonly Episode[]): {
  readonly episodes: readonly Episode[];
  readonly nDays: number;
} {
  let nDays = 0;
  const short = episodes.map((episode): Episode => {
    const fromDay = nDays + QUIET_DAYS;
    const days = Math.min(MOST_DAYS, episode.days);
    nDays = fromDay + days;
    return { ...episode, fromDay, days };
  });
  return { episodes: short, nDays: nDays + QUIET_DAYS };
}
