import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EndpointSettings } from '@kaizenml/contracts/operations';
import { seededRandom } from '@kaizenml/ml/math';
import { openApp } from '../../../packages/platform/src/app.ts';
import { createLog } from '../../../packages/platform/src/kit/index.ts';
import { runProject } from '../../../packages/platform/src/pipelines/index.ts';
import type { NewLabel } from '../../../packages/platform/src/predictions/index.ts';
import { tempHome } from '../../../packages/platform/src/testing/index.ts';
import { closeLoop, type Loop, type Retraining } from './close-loop.ts';
import type { Episode } from './episode.ts';
import { type LabelledRow, type RealTable, toCsv } from './real-table.ts';
import { changeHour, type DrawHour } from './traffic.ts';

/** A year of one endpoint. */
export interface YearStory {
  readonly table: RealTable;
  readonly draw: DrawHour;
  readonly episodes: readonly Episode[];
  /** How it is watched, where it differs from the default. */
  readonly monitoring: object;
  /** How it is trained anew. Default: nobody does. */
  readonly retraining?: object | undefined;
  readonly nDays: number;
  /** Of what episodes do by chance. */
  readonly seed: number;
  /** Is told of alerts as they come. */
  readonly onPage: (page: Page) => void;
}

/** An alert that was raised, on the clock of the year. */
export interface Page {
  /** Such as `inputs`. */
  readonly check: string;
  readonly severity: string;
  readonly message: string;
  /** Hours since the begin of the year. */
  readonly atHour: number;
  /** When it was told: monitors look later than windows end. */
  readonly toldAtHour: number;
  readonly columns: readonly string[];
}

/** Answers of a day. */
export interface DayTally {
  nRows: number;
  /** Of all of them: 1 of a wrong class, of a number its error as a share of the mean. */
  loss: number;
}

/** What came of a year. */
export interface PlayedYear {
  readonly pages: readonly Page[];
  readonly days: readonly DayTally[];
  /** Of a closed loop, the oldest first. */
  readonly retrainings: readonly Retraining[];
  readonly seconds: Readonly<Record<Work, number>>;
}

type Work = 'training' | 'answering' | 'looking' | 'labels' | 'retraining';
type Opened = Awaited<ReturnType<typeof openApp>>;

export const START_MS = Date.parse('2026-01-05T00:00:00.000Z');
const HOUR_MS = 3_600_000;
const ROWS_PER_REQUEST = 20;
const LABEL_DAYS = 1;
/** Between the looks of monitors where the loop is closed. */
const LOOK_HOURS = 3;
/** Windows are over a little later than they end. */
const AFTER_HOUR_MS = 3000;

/** A year under way. */
interface Playing {
  readonly app: Opened;
  readonly story: YearStory;
  /** Undefined where nobody retrains. */
  readonly loop: Loop | undefined;
  /** Labels that are not known yet. */
  readonly due: { readonly atHour: number; readonly labels: readonly NewLabel[] }[];
  /** Sets the clock of the year, which never goes back. */
  readonly at: (ms: number) => void;
  readonly timed: <T>(what: Work, work: () => Promise<T>) => Promise<T>;
}

/**
 * Plays a year: trains a version, asks it hour by hour, posts labels, and lets the monitors look; once a day, or where the loop is closed
 * every three hours. While two versions answer, rows are asked one by one.
 */
export async function playYear(story: YearStory): Promise<PlayedYear> {
  await using temp = await tempHome();
  let nowMs = START_MS;
  const clock = { now: () => nowMs };
  const chance = seededRandom(7);
  const app = await openApp({
    ...{ home: join(temp.folder, 'year'), clock, proof: 'in-process' },
    randomBytes: (length) => Uint8Array.from({ length }, () => chance.below(256)),
    log: createLog({ level: 'error', clock }),
  });
  const seconds = { training: 0, answering: 0, looking: 0, labels: 0, retraining: 0 };
  const timed: Playing['timed'] = async (what, work) => {
    const began = performance.now();
    const result = await work();
    seconds[what] += (performance.now() - began) / 1000;
    return result;
  };
  const { table, monitoring, retraining, episodes, nDays, seed, onPage } = story;
  const { name } = table;
  const at = (ms: number) => {
    nowMs = Math.max(nowMs, ms);
  };
  try {
    await timed('training', () => trainFirst(app, table, temp.folder));
    const settings = EndpointSettings.parse({ monitoring, ...(retraining && { retraining }) });
    await app.handlers.endpoints.configure({ name, settings });
    const loop = retraining && closeLoop(app, { name, spend: (ms) => at(nowMs + ms) });
    const playing: Playing = { app, story, loop, due: [], at, timed };
    const days: DayTally[] = [];
    const pages: Page[] = [];
    const known = new Set<string>();
    const random = seededRandom(11 + seed);
    for (let hour = 0; hour < 24 * nDays; hour++) {
      const episode = episodes.find(
        ({ fromDay, days: nDaysLong }) => hour >= 24 * fromDay && hour < 24 * (fromDay + nDaysLong),
      );
      if (hour % 24 === 0) days.push({ nRows: 0, loss: 0 });
      const rows = changeHour(story.draw(hour), { episode, hour, random });
      const tally = days.at(-1) as DayTally;
      tally.nRows += rows.length;
      tally.loss += await askHour(playing, { hour, rows, labelDays: episode?.labelDays });
      at(START_MS + (hour + 1) * HOUR_MS + AFTER_HOUR_MS);
      const isMidnight = (hour + 1) % 24 === 0;
      if (isMidnight) await timed('labels', () => postDue(playing, hour));
      if (!isMidnight && (loop === undefined || (hour + 1) % LOOK_HOURS !== 0)) continue;
      await timed('looking', () => (isMidnight ? app.monitors.lookAt(name) : app.monitors.look()));
      const raised = await newPages(app, { name, known, sinceHour: hour - 23 });
      raised.forEach(onPage);
      pages.push(...raised);
      await timed('retraining', async () => loop?.turn());
    }
    return { pages, days, seconds, retrainings: (await loop?.retrainings()) ?? [] };
  } finally {
    await app.close();
  }
}

async function trainFirst(app: Opened, table: RealTable, folder: string): Promise<void> {
  const { name, target, metric } = table;
  const data = join(folder, `${name}.csv`);
  await mkdir(folder, { recursive: true });
  await writeFile(data, toCsv(table));
  await runProject(app, { name, data, target, metric, search: { trials: 2, folds: 2 } });
}

/** Asks the rows of an hour. @returns Their losses, added up. */
async function askHour(
  { app, story: { table }, loop, due, at, timed }: Playing,
  {
    hour,
    rows,
    labelDays = LABEL_DAYS,
  }: {
    readonly hour: number;
    readonly rows: readonly LabelledRow[];
    readonly labelDays?: number | undefined;
  },
): Promise<number> {
  let loss = 0;
  let nRows = ROWS_PER_REQUEST;
  for (let i = 0; i < rows.length; i += nRows) {
    nRows = (await loop?.isRollingOut()) ? 1 : ROWS_PER_REQUEST;
    const some = rows.slice(i, i + nRows);
    at(START_MS + hour * HOUR_MS + Math.floor((i / rows.length) * HOUR_MS));
    const { requestId, predictions } = await timed('answering', () =>
      app.gateway.answer({ name: table.name, rows: some.map(({ row }) => row) }),
    );
    for (const [place, { label }] of some.entries())
      loss += table.lossOf(predictions[place]?.prediction, label);
    due.push({
      atHour: hour + 24 * labelDays,
      labels: some.map(({ label }, place) => ({ requestId, row: place + 1, label })),
    });
    if (nRows === 1) await timed('retraining', () => app.rollouts.tick());
  }
  return loss;
}

/** Posts the labels that are known by the end of an hour. */
async function postDue({ app, story, due }: Playing, hour: number): Promise<void> {
  const isKnown = ({ atHour }: Playing['due'][number]) => atHour <= hour;
  const labels = due.filter(isKnown).flatMap((each) => each.labels);
  due.splice(0, due.length, ...due.filter((each) => !isKnown(each)));
  if (labels.length > 0) await app.predictionLog.label(story.table.name, labels);
}

/** Alerts that a look has raised, each at the end of the first windows by which it was. */
async function newPages(
  app: Opened,
  {
    name,
    known,
    sinceHour,
  }: { readonly name: string; readonly known: Set<string>; readonly sinceHour: number },
): Promise<Page[]> {
  const from = new Date(START_MS + sinceHour * HOUR_MS).toISOString();
  const verdicts = await app.store.monitors.verdicts(`endpoint:${name}`, { from, limit: 100 });
  const alarmOf = (check: string) =>
    verdicts.find(
      ({ status, end, findings }) =>
        status === 'alarm' &&
        end > from &&
        findings.some((found) => found.check === check && found.verdict === 'drift'),
    );
  const { items } = await app.store.alerts.list(['open', 'acknowledged', 'resolved'], {
    limit: 20,
  });
  return items.toReversed().flatMap(({ id, key, severity, message, details, firstAt }) => {
    if (known.has(id)) return [];
    known.add(id);
    const check = key.split(':').slice(3).join(':');
    const columns = (details.columns as { column: string }[] | undefined) ?? [];
    return {
      ...{ check, severity, message },
      atHour: hourOf(alarmOf(check)?.end ?? firstAt),
      toldAtHour: hourOf(firstAt),
      columns: columns.map(({ column }) => column),
    };
  });
}

function hourOf(instant: string): number {
  return (Date.parse(instant) - START_MS) / HOUR_MS;
}
