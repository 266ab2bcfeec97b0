import { type Random, seededRandom } from '@kaizenml/ml/math';
import type { Episode } from './episode.ts';
import type { LabelledRow } from './real-table.ts';

const HOURS_PER_WEEK = 168;
/** More than any year has. */
const HOURS_APART = 1_000_000;

/** Draws the rows of an hour of the year, as real as they are. */
export type DrawHour = (hour: number) => readonly LabelledRow[];

/** How many rows come, and which year of chance it is. */
export interface Traffic {
  /** On average over a week. */
  readonly rowsPerHour: number;
  /** Another one is another year. */
  readonly seed: number;
}

/** Rows that come alike at every hour, in an order of chance. */
export function steadyTraffic(
  rows: readonly LabelledRow[],
  { rowsPerHour, seed }: Traffic,
): DrawHour {
  return (hour) => {
    const random = randomOf(hour, seed);
    return Array.from(
      { length: rowsPerHour },
      () => rows[random.below(rows.length)] as LabelledRow,
    );
  };
}

/** Rows that come at the hour and on the weekday at which they really came, and as often as they did. */
export function weeklyTraffic(
  rows: readonly LabelledRow[],
  {
    rowsPerHour,
    seed,
    hourOfWeek,
  }: Traffic & { readonly hourOfWeek: (row: LabelledRow['row']) => number },
): DrawHour {
  const slots = Array.from({ length: HOURS_PER_WEEK }, (): LabelledRow[] => []);
  for (const each of rows) slots[hourOfWeek(each.row)]?.push(each);
  return (hour) => {
    const random = randomOf(hour, seed);
    const slot = slots[hour % HOURS_PER_WEEK] ?? [];
    const n = (slot.length * rowsPerHour * HOURS_PER_WEEK) / rows.length;
    const nRows = Math.floor(n) + Number(random.next() < n % 1);
    return Array.from({ length: nRows }, () => slot[random.below(slot.length)] as LabelledRow);
  };
}

/** Hours of a year have seeds of their own, and so have years. */
function randomOf(hour: number, seed: number): Random {
  return seededRandom(hour + HOURS_APART * seed);
}

/** What is asked in an hour, as the episode has it. Rows that nobody asks any more are replaced by others of the hour. */
export function changeHour(
  drawn: readonly LabelledRow[],
  {
    episode,
    hour,
    random,
  }: { readonly episode: Episode | undefined; readonly hour: number; readonly random: Random },
): readonly LabelledRow[] {
  const { change } = episode ?? {};
  if (episode === undefined || change === undefined || drawn.length === 0) return drawn;
  const day = hour / 24 - episode.fromDay;
  const moment = { day, share: day / episode.days, random };
  const kept = drawn.flatMap((each) => change(each, moment) ?? []);
  if (kept.length === 0) return [];
  return drawn.map((_, i) => kept[i] ?? (kept[random.below(kept.length)] as LabelledRow));
}
