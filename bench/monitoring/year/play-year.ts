import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EndpointSettings } from '@kaizenml/contracts/operations';
import { seededRandom } from '@kaizenml/ml/math';
import { openApp } from '../../../packages/platform/src/app.ts';
import { createLog } from '../../../packages/platform/src/kit/index.ts';
import { runProject } from '../../../packages/platform/src/pipelines/index.ts';
import type { NewLabel } from '../../../packages/platform/src/predictions/index.ts';
import { tempHome } from '../../../packages/platform/src/testing/index.ts';
import type { Episode } from './episode.ts';
import { type RealTable, toCsv } from './real-table.ts';
import { changeHour, type DrawHour } from './traffic.ts';

/** A year of one endpoint. */
export interface YearStory {
  readonly table: RealTable;
  readonly draw: DrawHour;
  readonly episodes: readonly Episode[];
  /** How it is watched, where it differs from the default. */
  readonly monitoring: object;
  readonly nDays: number;
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
  readonly columns: readonly string[];
}

/** Answers of a day. */
export interface DayTally {
  nRows: number;
  nRight: number;
}

/** What came of a year. */
export interface PlayedYear {
  readonly pages: readonly Page[];
  readonly days: readonly DayTally[];
  readonly seconds: Readonly<Record<'training' | 'answering' | 'looking' | 'labels', number>>;
}

const START_MS = Date.parse('2026-01-05T00:00:00.000Z');
const HOUR_MS = 3_600_000;
const ROWS_PER_REQUEST = 20;
const LABEL_DAYS = 1;
/** Windows are over a little later than they end. */
const AFTER_MIDNIGHT_MS = 3000;

/** Plays a year: trains a version, asks it hour by hour, posts labels, and lets the monitors look. */
export async function playYear({
  table,
  draw,
  episodes,
  monitoring,
  nDays,
  onPage,
}: YearStory): Promise<PlayedYear> {
  await using temp = await tempHome();
  let nowMs = START_MS;
  const clock = { now: () => nowMs };
  const chance = seededRandom(7);
  const app = await openApp({
    ...{ home: join(temp.folder, 'year'), clock, proof: 'in-process' },
    randomBytes: (length) => Uint8Array.from({ length }, () => chance.below(256)),
    log: createLog({ level: 'error', clock }),
  });
  const seconds = { training: 0, answering: 0, looking: 0, labels: 0 };
  const timed = async <T>(what: keyof typeof seconds, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const result = await work();
    seconds[what] += (performance.now() - began) / 1000;
    return result;
  };
  try {
    const { name, target } = table;
    const data = join(temp.folder, `${name}.csv`);
    await mkdir(temp.folder, { recursive: true });
    await writeFile(data, toCsv(table));
    await timed('training', () =>
      runProject(app, { name, data, target, metric: 'accuracy', search: { trials: 2, folds: 2 } }),
    );
    await app.handlers.endpoints.configure({
      ...{
        name,
        settings: EndpointSettings.parse({ monitoring }),
      },
    });
    const days: DayTally[] = [];
    const pages: Page[] = [];
    const known = new Set<string>();
    let due: { readonly atHour: number; readonly labels: readonly NewLabel[] }[] = [];
    const postDue = async (hour: number): Promise<void> => {
      const labels = due.filter(({ atHour }) => atHour <= hour).flatMap((each) => each.labels);
      due = due.filter(({ atHour }) => atHour > hour);
      if (labels.length > 0) await app.predictionLog.label(name, labels);
    };
    const random = seededRandom(11);
    for (let hour = 0; hour < 24 * nDays; hour++) {
      const episode = episodes.find(
        ({ fromDay, days: nDaysLong }) => hour >= 24 * fromDay && hour < 24 * (fromDay + nDaysLong),
      );
      const rows = changeHour(draw(hour), { episode, hour, random });
      if (hour % 24 === 0) days.push({ nRows: 0, nRight: 0 });
      const tally = days.at(-1) as DayTally;
      for (let i = 0; i < rows.length; i += ROWS_PER_REQUEST) {
        const some = rows.slice(i, i + ROWS_PER_REQUEST);
        nowMs = START_MS + hour * HOUR_MS + Math.floor((i / rows.length) * HOUR_MS);
        const served = await timed('answering', () =>
          app.gateway.answer({ name, rows: some.map(({ row }) => row) }),
        );
        const isRight = (answers: readonly { readonly prediction: unknown }[]) =>
          some.filter(({ label }, at) => String(answers[at]?.prediction) === label).length;
        const nRight = isRight(served.predictions);
        tally.nRows += some.length;
        tally.nRight += nRight;
        due.push({
          atHour: hour + 24 * (episode?.labelDays ?? LABEL_DAYS),
          labels: some.map(({ label }, at) => ({
            ...{ requestId: served.requestId, row: at + 1, label },
          })),
        });
      }
      nowMs = START_MS + (hour + 1) * HOUR_MS + AFTER_MIDNIGHT_MS;
      if ((hour + 1) % 24 !== 0) continue;
      await timed('labels', () => postDue(hour));
      await timed('looking', () => app.monitors.lookAt(name));
      const raised = await newPages(app, { name, known, sinceHour: hour - 23 });
      raised.forEach(onPage);
      pages.push(...raised);
    }
    return { pages, days, seconds };
  } finally {
    await app.close();
  }
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
      atHour: (Date.parse(alarmOf(check)?.end ?? firstAt) - START_MS) / HOUR_MS,
      columns: columns.map(({ column }) => column),
    };
  });
}

type Opened = Awaited<ReturnType<typeof openApp>>;
