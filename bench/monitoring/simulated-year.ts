/**
 * Does the system notice that the world changed, and leave people alone while it did not?
 *
 *   node --conditions=source bench/monitoring/simulated-year.ts [income | tips ...] [--days 360] [--pages] [--short] [--only concept]
 *
 * A year of real rows (`adult`, `chicago_taxi` of KAIZEN_DATA_DIR) goes hour by hour through the gateway of an app on a clock of its own: a
 * model that a run has trained answers, requests are logged, labels come a day later, and the monitors look. What happens in the year
 * stands in `year/episodes.ts`; the rest of it is quiet. `--short` leaves most quiet days out, `--only` takes the episodes whose name holds a word. The
 * seeds are fixed, so every machine prints the same but for the times. Fails where a harmful change is missed, or more than one alert a quiet month is false.
 */
import { parseArgs } from 'node:util';
import type { Episode } from './year/episode.ts';
import { INCOME_YEAR, shortened, TIPS_YEAR } from './year/episodes.ts';
import { type JudgedEpisode, judgeYear } from './year/judge-year.ts';
import { type Page, playYear, type YearStory } from './year/play-year.ts';
import { readAdult, readTaxi } from './year/real-table.ts';
import { steadyTraffic, weeklyTraffic } from './year/traffic.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    days: { type: 'string', default: '360' },
    pages: { type: 'boolean' },
    short: { type: 'boolean' },
    only: { type: 'string', default: '' },
  },
});
const ROWS_PER_HOUR = 20;
function onPage(page: Page): void {
  if (values.pages === true) console.log(sayPage(page));
}

/** The episodes of a year; of a short one without most of its quiet days. */
function timed(episodes: readonly Episode[]): Pick<YearStory, 'episodes' | 'nDays'> {
  const told = episodes.filter((each) => each.name.includes(values.only));
  return values.short === true ? shortened(told) : { episodes: told, nDays: Number(values.days) };
}

const STORIES: Readonly<Record<string, () => Promise<YearStory>>> = {
  async income() {
    const table = await readAdult();
    const draw = steadyTraffic(table.asked, ROWS_PER_HOUR);
    return { onPage, table, draw, ...timed(INCOME_YEAR), monitoring: {} };
  },
  /** Trips come at their hour and on their weekday: the hours of the week before say what is natural. */
  async tips() {
    const table = await readTaxi();
    const draw = weeklyTraffic(table.asked, {
      rowsPerHour: ROWS_PER_HOUR,
      hourOfWeek: (row) => 24 * (Number(row.trip_start_day) - 1) + Number(row.trip_start_hour),
    });
    return { onPage, table, draw, ...timed(TIPS_YEAR), monitoring: { season: '1w' } };
  },
};

for (const name of positionals.length > 0 ? positionals : Object.keys(STORIES)) {
  const tell = STORIES[name];
  if (tell === undefined) throw new Error(`No year "${name}"; they are ${Object.keys(STORIES)}.`);
  const story = await tell();
  const played = await playYear(story);
  const { episodes, falsePages, quietMonths } = judgeYear(played, story.episodes);
  const { nDays } = story;
  console.log(`\n${name}: ${nDays} days`);
  console.table(Object.fromEntries(episodes.map((each) => [each.episode.name, rowOf(each)])));
  const nMissed = episodes.filter(
    ({ episode, page }) => episode.isHarmful && episode.fromDay < nDays && page === undefined,
  ).length;
  if (nMissed > 0 || falsePages.length > quietMonths) process.exitCode = 1;
  console.log(
    `harmful changes missed: ${nMissed}; false alerts: ${falsePages.length} in ${quietMonths.toFixed(1)} quiet months (${(falsePages.length / quietMonths).toFixed(2)} a month)`,
  );
  for (const page of falsePages) console.log(sayPage(page));
  const seconds = Object.entries(played.seconds);
  console.log(`seconds: ${seconds.map(([what, n]) => `${what} ${n.toFixed(1)}`).join(', ')}`);
}

function sayPage({ atHour, severity, check, message }: Page): string {
  return `   day ${(atHour / 24).toFixed(2)}, ${severity}, ${check}: ${message}`;
}

function rowOf({
  page,
  isNamed,
  delayHours,
  delayRows,
  accuracyBefore,
  accuracyDuring,
  nLost,
}: JudgedEpisode) {
  return {
    alert: page?.check ?? '-',
    'names the column': isNamed,
    'delay, h': delayHours?.toFixed(0) ?? '-',
    'delay, rows': delayRows ?? '-',
    'accuracy before': accuracyBefore.toFixed(3),
    during: accuracyDuring.toFixed(3),
    'answers lost': nLost,
  };
}
