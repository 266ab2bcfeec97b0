import { asId, type ExperimentName, type ModelName, type Row } from '@kaizenml/contracts';
import { EndpointSettings, OPERATIONS } from '@kaizenml/contracts/operations';
import { checkTrust } from '@kaizenml/ml/guardrails';
import { type Random, seededRandom } from '@kaizenml/ml/math';
import { wilsonInterval } from '@kaizenml/ml/stats';
import { encodeText, makeTable, tableFromRows } from '@kaizenml/ml/table';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertStore } from '../alerts/index.ts';
import type { NewLabel } from '../predictions/index.ts';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { leavesByRule, registerSampleModel, sampleRow } from '../testing/sample-model.ts';
import { createWeeklyReport } from './weekly-report.ts';

/** A Monday. */
const START_MS = Date.parse('2026-03-02T00:00:00.000Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const endpoint = 'churn';

let nowMs: number;
const clock = { now: () => nowMs };
let app: SampleApp;
beforeEach(async () => {
  nowMs = START_MS;
  app = await openSampleApp({ clock });
});
afterEach(() => app.dispose());

const chance = ({ months, plan }: Row) =>
  1 / (1 + Math.exp((Number(months) - 22) / 6 + (plan === 'premium' ? 3 : 0)));

interface Logged {
  readonly truth?: (row: Row, random: Random) => boolean;
  readonly latencyMs?: number;
  /** Share of the rows with a label. */
  readonly labelled?: number;
  /** Default 1. */
  readonly version?: number;
  /** What is sent of a row. Default: all of it. */
  readonly send?: (row: Row) => Row;
}

/** Logs a hundred requests of five rows, an instant each; gives what was true and called of the labelled rows. */
async function logHour(
  atMs: number,
  {
    truth = (row, random) => random.next() < chance(row),
    latencyMs = 2,
    labelled = 1,
    version = 1,
    send = (row) => row,
  }: Logged = {},
) {
  const random = seededRandom(atMs / HOUR_MS);
  const labels: NewLabel[] = [];
  const outcomes: { row: Row; isRight: boolean }[] = [];
  for (let i = 0; i < 100; i++) {
    const rows = Array.from({ length: 5 }, () => send(sampleRow(() => random.next())));
    const requestId = `r${atMs}-${i}`;
    await app.predictionLog.append({
      ...{ requestId, endpoint, version, latencyMs, rows },
      at: new Date(atMs + i * 1000).toISOString(),
      predictions: rows.map((row) => {
        const p = chance(row);
        return { prediction: p >= 0.5 ? 'yes' : 'no', probabilities: { no: 1 - p, yes: p } };
      }),
    });
    rows.forEach((row, at) => {
      const isTrue = truth(row, random);
      if (random.next() >= labelled) return;
      labels.push({
        ...{ requestId, row: at + 1, label: isTrue ? 'yes' : 'no' },
        at: new Date(atMs).toISOString(),
      });
      outcomes.push({ row, isRight: isTrue === chance(row) >= 0.5 });
    });
  }
  await app.predictionLog.label(endpoint, labels);
  return outcomes;
}
const configure = (monitoring: object) =>
  app.handlers.endpoints.configure({
    ...{ name: endpoint, settings: EndpointSettings.parse({ monitoring }) },
  });
async function report(atMs: number, period: 'day' | 'week' | 'month' = 'day') {
  nowMs = atMs;
  await app.handlers.monitors.look({ endpoint });
  const found = await app.handlers.improve.report({ endpoint, period });
  expect(OPERATIONS.improve.report.output.safeParse(found).error).toBeUndefined();
  return found;
}
type Found = Awaited<ReturnType<typeof report>>;
const figure = ({ endpoints }: Found, name: string) =>
  endpoints[0]?.chapters.flatMap(({ figures }) => figures).find((one) => one.name === name) ??
  expect.unreachable(name);
const kinds = ({ improvements }: Found) => improvements.map(({ kind }) => kind);
const shareRight = (outcomes: readonly { isRight: boolean }[]) =>
  outcomes.filter(({ isRight }) => isRight).length / outcomes.length;

describe('the report', () => {
  it('has the figures that the rows themselves have, of each period', async () => {
    await configure({ performance: { metric: 'accuracy' } });
    const before = await logHour(START_MS + 3 * HOUR_MS, { latencyMs: 20, labelled: 0.9 });
    const now = [
      ...(await logHour(START_MS + DAY_MS + 2 * HOUR_MS, { labelled: 0.5 })),
      ...(await logHour(START_MS + DAY_MS + 5 * HOUR_MS, { labelled: 0.5 })),
    ];
    const found = await report(START_MS + 2 * DAY_MS);
    expect(found.now).toEqual({
      from: new Date(START_MS + DAY_MS).toISOString(),
      to: new Date(START_MS + 2 * DAY_MS).toISOString(),
    });
    expect(figure(found, 'rows')).toMatchObject({ now: { value: 1000 }, before: { value: 500 } });
    expect(figure(found, 'requests')).toMatchObject({
      ...{ now: { value: 200 }, before: { value: 100 }, difference: null },
    });
    const accuracy = figure(found, 'accuracy by labels');
    expect(accuracy.now?.value).toBeCloseTo(shareRight(now), 12);
    expect(accuracy.before?.value).toBeCloseTo(shareRight(before), 12);
    const exact = wilsonInterval(now.filter(({ isRight }) => isRight).length, now.length);
    expect(accuracy.now?.low).toBeCloseTo(exact.low, 9);
    expect(accuracy.difference).toBe('may be chance');
    const labels = figure(found, 'rows with a label');
    expect(labels.now?.value).toBeCloseTo(now.length / 1000, 12);
    expect(labels.before?.value).toBeCloseTo(before.length / 500, 12);
    expect(labels.difference).toBe('less');
    const half = figure(found, 'latency of half the requests');
    expect(half.now?.value).toBeGreaterThan(1.75);
    expect(half.now?.value).toBeLessThan(2.25);
    expect(half.before?.value).toBeGreaterThan(17.5);
    expect(half.before?.value).toBeLessThan(22.5);
    // A hundred requests have no slowest hundredth.
    expect(figure(found, 'latency of 99 of 100').now).toBeNull();
    expect(found.headline).toContain('worse: rows with a label of churn');
  });

  it('finds a weak slice with its gain, and a column that does nothing', async () => {
    await configure({ performance: { metric: 'accuracy', slices: ['plan'] } });
    const isFamily = ({ row }: { row: Row }) => row.plan === 'family';
    const outcomes = [];
    for (let hour = 0; hour < 6; hour++)
      outcomes.push(
        ...(await logHour(START_MS + hour * HOUR_MS, {
          truth: (row, random) => {
            const isRight = random.next() < (row.plan === 'family' ? 0.6 : 0.9);
            return isRight === chance(row) >= 0.5;
          },
        })),
      );
    const found = await report(START_MS + DAY_MS);
    const weak = found.improvements.filter(({ kind }) => kind === 'weak-slice');
    expect(weak.map(({ title }) => title)).toEqual([
      'Answer rows with plan = family as well as the others.',
    ]);
    // If they were answered as the others are, all rows would be.
    const others = outcomes.filter((one) => !isFamily(one));
    const gain = weak[0]?.gain ?? expect.unreachable();
    expect(gain.unit).toBe('accuracy');
    expect(gain.value).toBeCloseTo(shareRight(others) - shareRight(outcomes), 9);
    expect(gain.low).toBeGreaterThan(0);
    const useless = found.improvements.find(({ kind }) => kind === 'useless-columns');
    expect(useless).toMatchObject({
      ...{ title: 'Do without calls.', gain: null },
      next: 'kaizen retrainings start churn --without calls',
    });
    expect(kinds(found)[0]).toBe('weak-slice');
  });

  it('claims nothing of a healthy endpoint but the column that does nothing', async () => {
    await configure({ performance: { slices: ['calls'] } });
    for (let hour = 0; hour < 6; hour++) {
      await logHour(START_MS + hour * HOUR_MS);
      await logHour(START_MS + DAY_MS + hour * HOUR_MS);
    }
    const found = await report(START_MS + 2 * DAY_MS);
    expect(kinds(found)).toEqual(['useless-columns']);
    const claimed = found.endpoints[0]?.chapters
      .flatMap(({ figures }) => figures)
      .filter(({ difference }) => difference === 'more' || difference === 'less');
    expect(claimed).toEqual([]);
  });

  it('asks for labels where there are none, and invents no gain', async () => {
    await logHour(START_MS, { labelled: 0 });
    const found = await report(START_MS + DAY_MS);
    expect(found.improvements.find(({ kind }) => kind === 'few-labels')).toMatchObject({
      ...{ gain: null, title: 'Send labels.', noGain: expect.stringContaining('nothing is known') },
    });
  });

  it('ranks what people found in wrong answers by its share of the error', async () => {
    await configure({ performance: { metric: 'accuracy' } });
    const outcomes = await logHour(START_MS);
    nowMs = START_MS + 2 * HOUR_MS;
    const look = { name: endpoint, days: 28, limit: 40 } as const;
    const { items } = await app.handlers.predictions.errors({ ...look, show: 'next' });
    expect(items).toHaveLength(40);
    for (const [i, { requestId, row }] of items.entries())
      await app.handlers.predictions.tag({
        ...{ name: endpoint, requestId, row, tags: i < 30 ? 'moved away' : 'typing error' },
      });
    const found = await report(START_MS + DAY_MS);
    const tagged = found.improvements.filter(({ kind }) => kind === 'tagged-errors');
    expect(tagged.map(({ title }) => title)).toEqual([
      'Look into "moved away": 75 % of the error.',
      'Look into "typing error": 25 % of the error.',
    ]);
    const wrong = 1 - shareRight(outcomes);
    expect(tagged[0]?.gain).toMatchObject({
      ...{ unit: 'accuracy', value: expect.closeTo(0.75 * wrong, 12) },
      low: expect.closeTo(wilsonInterval(30, 40).low * wrong, 12),
    });
  });

  it('tells of wrong labels that the version in use learned from, and how many', async () => {
    const random = seededRandom(5);
    const rows = Array.from({ length: 1200 }, () => sampleRow(() => random.next()));
    const isTurned = rows.map(() => random.next() < 0.1);
    const said = rows.map((row, i) => (leavesByRule(row) === isTurned[i] ? 'no' : 'yes'));
    const { runs, models } = app.store;
    const name = asId<ModelName>(endpoint);
    const first = (await models.findVersion(name, 1)) ?? expect.unreachable();
    const { inputs } = (await app.answerers.get(first.artifact)).signature;
    const table = makeTable([
      ...tableFromRows(inputs, rows).columns,
      encodeText('left', 'category', said),
    ]);
    const findings = checkTrust(table, { target: 'left', task: 'binary', random });
    const run = await runs.start({
      ...{ experiment: asId<ExperimentName>(endpoint), name: endpoint, params: {}, pid: 1 },
    });
    await runs.addFindings(run, findings);
    await runs.finish(run, { status: 'finished' });
    const { artifact, estimator } = first;
    const about = {
      name,
      artifact,
      estimator,
      task: 'binary',
      target: 'left',
      metrics: {},
    } as const;
    await models.register({ ...about, runId: run });
    await logHour(START_MS, { version: 2 });
    const found = await report(START_MS + DAY_MS);
    const wrong = found.improvements.find(({ kind }) => kind === 'noisy-labels');
    expect(wrong).toMatchObject({
      next: `kaizen runs show ${run} --json`,
      why: expect.stringMatching(/^Target "left" seems wrong in about .* Look at rows/),
    });
    const share = isTurned.filter(Boolean).length / rows.length;
    expect(Math.abs((wrong?.gain?.value ?? 0) - share)).toBeLessThan(0.05);
    expect(wrong?.gain?.unit).toBe('share of right labels');
  });

  it('states what was lost since training where answers became worse', async () => {
    for (let hour = 0; hour < 3; hour++)
      await logHour(START_MS + hour * HOUR_MS, { truth: (_, random) => random.next() < 0.3 });
    const found = await report(START_MS + DAY_MS);
    const worn = found.improvements.find(({ kind }) => kind === 'worn-model');
    const realised = figure(found, 'roc_auc by labels').now?.value ?? Number.NaN;
    expect(worn?.gain).toMatchObject({
      unit: 'roc_auc',
      value: expect.closeTo(0.9 - realised, 12),
    });
    expect(kinds(found)).toContain('calibration');
  });

  describe('of a column whose feed has stopped', () => {
    const stuck = (row: Row): Row => ({ ...row, months: 30 });
    const stale = ({ improvements }: Found) =>
      improvements.filter(({ kind }) => kind === 'stale-features');

    it('says since when, what it stands still at, and what that loses', async () => {
      for (let hour = 0; hour < 6; hour++) await logHour(START_MS + hour * HOUR_MS);
      for (let hour = 0; hour < 8; hour++)
        await logHour(START_MS + DAY_MS + hour * HOUR_MS, hour < 2 ? {} : { send: stuck });
      const found = await report(START_MS + 2 * DAY_MS);
      const [first] = stale(found);
      expect(first).toMatchObject({
        title: 'Bring "months" anew: it no longer moves.',
        next: 'kaizen monitors column churn months',
        noGain: null,
      });
      expect(first?.why).toMatch(/^Since 2026-03-03 02:00 UTC it is 30 in every row; in training /);
      expect(first?.why).toContain('That concerns 75 % of the rows of the period.');
      // Shuffled, the sample model loses 0.2 by `months`; two of eight hours were whole.
      const gain = first?.gain ?? expect.unreachable();
      expect(gain).toMatchObject({ unit: 'roc_auc', value: expect.closeTo(0.75 * 0.2, 12) });
      expect(gain.low).toBeLessThan(gain.value);
      expect(gain.high).toBeGreaterThan(gain.value);
    });

    it('looks for the begin as far back as it was, and in versions before', async () => {
      const day = (i: number) => START_MS + i * DAY_MS;
      for (let i = 0; i < 7; i++)
        for (let hour = 0; hour < 3; hour++)
          await logHour(day(i) + hour * HOUR_MS, i < 2 ? {} : { send: stuck });
      await registerSampleModel(app, { nTrees: 3 });
      for (let hour = 0; hour < 3; hour++)
        await logHour(day(7) + hour * HOUR_MS, { send: stuck, version: 2 });
      const [first] = stale(await report(day(8)));
      expect(first?.why).toMatch(/^Since 2026-03-04 00:00 UTC it is 30 in every row/);
      expect(first?.why).toContain('concerns 100 % of the rows');
      expect(first?.gain?.value).toBeCloseTo(0.2, 12);
    });

    it('claims nothing of what nobody rests on, is not watched, or is not kept', async () => {
      for (let hour = 0; hour < 4; hour++)
        await logHour(START_MS + hour * HOUR_MS, { send: (row) => ({ ...stuck(row), calls: 7 }) });
      const columns = async () => stale(await report(START_MS + DAY_MS)).map(({ title }) => title);
      expect(await columns()).toEqual([
        'See whether "months" is still brought: it never moved here.',
      ]);
      await configure({ columns: ['plan', 'calls'] });
      expect(await columns()).toEqual([]);
      await app.handlers.endpoints.configure({
        name: endpoint,
        settings: EndpointSettings.parse({ monitoring: {}, log: { redact: { months: 'mask' } } }),
      });
      expect(await columns()).toEqual([]);
    });
  });

  it('says of an endpoint without requests that nothing was counted', async () => {
    const found = await report(START_MS, 'week');
    expect(found.headline).toBe('In the last week nothing was counted.');
    expect(found.improvements).toEqual([]);
  });
});

describe('the weekly report', () => {
  const alerts = async () =>
    (
      await app.store.alerts.list(['open', 'acknowledged', 'resolved'], {
        ...{ subject: 'report:weekly', limit: 50 },
      })
    ).items.map(({ key, status, count }) => [key, status, count]);
  const weekly = (store: Pick<AlertStore, 'list' | 'raise' | 'resolve'> = app.store.alerts) =>
    createWeeklyReport({ ...app, alerts: store });
  const monday = (week: number, hours = 6) => START_MS + week * 7 * DAY_MS + hours * HOUR_MS;

  it('is told on Monday at six, once, and ends the one before', async () => {
    await logHour(START_MS + DAY_MS);
    await logHour(START_MS + 8 * DAY_MS);
    await report(monday(1, 5.9));
    await weekly().look();
    expect(await alerts()).toEqual([]);
    nowMs = monday(1);
    for (let times = 0; times < 4; times++) await weekly().look();
    expect(await alerts()).toEqual([['improve:2026-W11', 'open', 1]]);
    const [told] = (await app.handlers.alerts.list({ limit: 5 })).items.filter(
      ({ subject }) => subject === 'report:weekly',
    );
    expect(told).toMatchObject({
      ...{ severity: 'info', next: 'kaizen improve', incident: null },
      cause: expect.stringMatching(/^1\. churn: /),
    });
    await report(monday(2, 9));
    await weekly().look();
    expect(await alerts()).toEqual([
      ['improve:2026-W12', 'open', 1],
      ['improve:2026-W11', 'resolved', 1],
    ]);
    await app.store.alerts.resolve('improve:2026-W12');
    await weekly().look();
    expect((await alerts()).map(([key]) => key)).toEqual(['improve:2026-W12', 'improve:2026-W11']);
  });

  it.each(['raise', 'resolve'] as const)(
    'comes to the same when it is killed before or after it asks to %s',
    async (step) => {
      await logHour(START_MS + DAY_MS);
      await logHour(START_MS + 8 * DAY_MS);
      await report(monday(1));
      await weekly().look();
      await report(monday(2));
      for (const isDone of [false, true]) {
        const store = app.store.alerts;
        const dying = {
          ...store,
          [step]: async (asked: never) => {
            if (isDone) await store[step](asked);
            throw new Error('killed');
          },
        };
        await weekly(dying)
          .look()
          .catch((thrown: unknown) => expect(thrown).toMatchObject({ message: 'killed' }));
      }
      await weekly().look();
      expect(await alerts()).toEqual([
        ['improve:2026-W12', 'open', 1],
        ['improve:2026-W11', 'resolved', 1],
      ]);
    },
  );
});
