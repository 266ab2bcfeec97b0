/**
 * Does the system notice that the world changed, and leave people alone while it did not? And does a model that is trained anew by itself
 * answer better for it?
 *
 *   node --conditions=source bench/monitoring/simulated-year.ts [income | tips | bikes ...] [--loop] [--history 3] [--start over] [--days 360] [--pages] [--short] [--only concept] [--seed 0]
 *
 * A year of real rows (`adult`, `chicago_taxi`, `bike_sharing` of KAIZEN_DATA_DIR) goes hour by hour through the gateway of an app on a
 * clock of its own: a model that a run has trained answers, requests are logged, labels come a day late, and the monitors look. What
 * happens in the year stands in `year/episodes.ts`; the rest of it is quiet. The score is the accuracy, of numbers 1 without the mean error
 * as a share of the mean. `--loop` plays the same rows a second time, with drift and bad answers beginning retrainings whose challengers
 * take over by a canary; a training takes its real seconds of the clock. `--history` is a half-life in days, or `since-change`, or `all`;
 * `--start` is `over`, `fine-tune` or `both`.
 * `--short` leaves most quiet days out, `--only` takes the episodes whose name holds a word. `--seed` takes another year of chance: other
 * rows to learn from, and other rows that come. Every machine prints the same of a seed but for the times. Fails where a harmful change is missed, more than one alert a quiet month is false, or the loop loses answers.
 */
import { parseArgs } from 'node:util';
import type { Episode } from './year/episode.ts';
import { BIKES_YEAR, INCOME_YEAR, shortened, TIPS_YEAR } from './year/episodes.ts';
import { type Page, playYear, type YearStory } from './year/play-year.ts';
import { readAdult, readBikes, readTaxi } from './year/real-table.ts';
import { showLoop } from './year/show-loop.ts';
import { sayPage, showYear } from './year/show-year.ts';
import { steadyTraffic, weeklyTraffic } from './year/traffic.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    days: { type: 'string', default: '360' },
    loop: { type: 'boolean' },
    history: { type: 'string', default: '3' },
    start: { type: 'string', default: 'over' },
    pages: { type: 'boolean' },
    short: { type: 'boolean' },
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '0' },
  },
});
const seed = Number(values.seed);
const perHour = { rowsPerHour: 20, seed };
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
    const table = await readAdult(seed);
    const draw = steadyTraffic(table.asked, perHour);
    return { seed, onPage, table, draw, ...timed(INCOME_YEAR), monitoring: {} };
  },
  /** Trips come at their hour and on their weekday: the hours of the week before say what is natural. */
  async tips() {
    const table = await readTaxi(seed);
    const draw = weeklyTraffic(table.asked, {
      ...perHour,
      hourOfWeek: (row) => 24 * (Number(row.trip_start_day) - 1) + Number(row.trip_start_hour),
    });
    return { seed, onPage, table, draw, ...timed(TIPS_YEAR), monitoring: { season: '1w' } };
  },
  /** Hours of all weathers come at their hour and on their weekday. */
  async bikes() {
    const table = await readBikes(seed);
    const draw = weeklyTraffic(table.asked, {
      ...perHour,
      hourOfWeek: ({ weekday, hr }) => 24 * Number(weekday) + Number(hr),
    });
    return { seed, onPage, table, draw, ...timed(BIKES_YEAR), monitoring: { season: '1w' } };
  },
};

for (const name of positionals.length > 0 ? positionals : Object.keys(STORIES)) {
  const tell = STORIES[name];
  if (tell === undefined) throw new Error(`No year "${name}"; they are ${Object.keys(STORIES)}.`);
  const story = await tell();
  console.log(`\n${name}: ${story.nDays} days`);
  const without = await playYear(story);
  if (!showYear(without, story)) process.exitCode = 1;
  if (values.loop !== true) continue;
  console.log(`\n${name}, the loop closed`);
  const looped = await playYear({ ...story, retraining: retrainingBy(values) });
  if (!showLoop({ without, with: looped }, story)) process.exitCode = 1;
}

/**
 * A loop that drift and bad answers begin, whose canary takes two hours a step at least, and that nobody approves.
 *
 * @param asked.history Half-life in days, or the name of a policy.
 */
function retrainingBy({ history, start }: { history: string; start: string }): object {
  return {
    triggers: { drift: true, degradation: true },
    history: Number(history) > 0 ? { halfLifeDays: Number(history) } : history,
    start,
    rollout: { steps: '10%,50%', stepSeconds: 7200, stepRequests: 20 },
  };
}
