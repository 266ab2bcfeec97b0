import type { AppError } from '@kaizenml/contracts';
import { EndpointSettings, MonitorSettings, OPERATIONS } from '@kaizenml/contracts/operations';
import { seededRandom } from '@kaizenml/ml/math';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { registerSampleModel, sampleRow } from '../testing/sample-model.ts';
import { createCountedVersions } from './counted-versions.ts';
import { watchEndpoint } from './watch-endpoint.ts';

const input = { last: 10_000 };
let app: SampleApp;
let nModels = 0;
let endpoint: string;

beforeAll(async () => {
  app = await openSampleApp();
});
afterAll(() => app.dispose());
beforeEach(async () => {
  endpoint = `churn-${++nModels}`;
  await registerSampleModel(app, { name: endpoint });
});

function rowsOf(n: number, seed: number) {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => sampleRow(() => random.next()));
}
const ask = (rows: ReturnType<typeof rowsOf>, name = endpoint) =>
  app.handlers.models.predict({ name, rows });
const check = (given: Partial<typeof input & { endpoint: string }> = {}) =>
  app.handlers.monitors.check({ ...input, endpoint, ...given });

describe('monitors.check', () => {
  it('finds rows like those of the training calm, for inputs and answers', async () => {
    await ask(rowsOf(400, 3));
    const report = await check();
    expect(OPERATIONS.monitors.check.output.safeParse(report).error).toBeUndefined();
    expect(report).toMatchObject({ status: 'ok', nDrifted: 0, nCurrent: 400, nReference: 600 });
    expect(report).toMatchObject({ nColumns: 6, rate: 0.05, leastEffect: 0.1, drifted: [] });
    expect(report.findings.map(({ check: of, column }) => `${of} ${column}`).sort()).toEqual([
      'inputs calls',
      'inputs months',
      'inputs plan',
      'predictions left',
      'predictions probability of no',
      'predictions probability of yes',
    ]);
  });

  it('puts the columns that drifted first, and says that the answers moved too', async () => {
    await ask(rowsOf(400, 4).map((row) => ({ ...row, months: 2, plan: 'basic' })));
    const { status, nDrifted, findings, drifted } = await check();
    expect({ status, nDrifted }).toEqual({ status: 'drift', nDrifted: 5 });
    const nSaid = findings.filter(({ verdict }) => verdict === 'drift').length;
    expect(findings.slice(0, nSaid).every(({ verdict }) => verdict === 'drift')).toBe(true);
    expect(findings.find(({ column }) => column === 'left')).toMatchObject({
      ...{ check: 'predictions', measure: 'jensenshannon', verdict: 'drift' },
      why: expect.stringMatching(/^(more of "yes"|less of "no"): \d+ % → (100|0) %$/),
    });
    expect(findings.at(-1)?.column).toBe('calls');
    expect(drifted.map(({ column }) => column)).not.toContain('calls');
    const plan = drifted.find(({ column }) => column === 'plan');
    expect(plan?.bars.find(({ label }) => label === 'basic')?.shareWindow).toBe(1);
  });

  it('judges as a watched window of the same rows is judged', async () => {
    await ask(rowsOf(400, 12).map((row) => ({ ...row, months: Number(row.months) / 2 })));
    const { findings } = await check();
    const settings = MonitorSettings.parse({ window: { rows: 10 } });
    const deps = {
      ...{ monitors: app.store.monitors, store: app.store.models, answerers: app.answerers },
      ...{ artifacts: app.artifacts, predictionLog: app.predictionLog },
      ...{ clock: { now: () => Date.now() + 60_000 }, explain: async () => undefined },
    };
    const findVersion = createCountedVersions(deps, endpoint);
    await ask(rowsOf(1, 13));
    await watchEndpoint(deps, { endpoint, settings, findVersion, redacted: new Set() });
    const [verdict] = await app.store.monitors.verdicts(`endpoint:${endpoint}`, { limit: 1 });
    const served = (verdict?.findings ?? []).filter(({ check: of }) => of !== 'operations');
    const byName = (a: { column: string }, b: { column: string }) => (a.column < b.column ? -1 : 1);
    expect([...served].sort(byName)).toEqual([...findings].sort(byName));
    expect(findings[0]).toMatchObject({ column: 'months', verdict: 'drift' });
  });

  it('takes the settings of the endpoint, and leaves out what the log redacts', async () => {
    await ask(rowsOf(400, 4).map((row) => ({ ...row, months: 2, plan: 'basic' })));
    const settings = EndpointSettings.parse({
      monitoring: { rate: 0.01, leastEffect: 0.9 },
      log: { redact: { plan: 'hash' } },
    });
    await app.handlers.endpoints.configure({ name: endpoint, settings });
    const report = await check();
    expect(report).toMatchObject({ rate: 0.01, leastEffect: 0.9, redacted: ['plan'] });
    expect(report.findings.map(({ column }) => column)).not.toContain('plan');
    const left = report.findings.find(({ column }) => column === 'left');
    expect(left).toMatchObject({ verdict: 'too small' });
  });

  it('says of a version without a baseline how many rows stand for one', async () => {
    const older = `older-${nModels}`;
    await registerSampleModel(app, { name: older, isOlder: true });
    await ask(rowsOf(999, 14), older);
    const error = (await check({ endpoint: older }).catch((thrown) => thrown)) as AppError;
    expect(error.code).toBe('ENDPOINT_SILENT');
    expect(error.hint).toContain('its first 1000 rows will stand for one');
    await ask(rowsOf(1, 15), older);
    const report = await check({ endpoint: older });
    expect(report).toMatchObject({ nReference: 1000, nCurrent: 1000, status: 'ok' });
  });

  it('looks at the newest rows only', async () => {
    await ask(rowsOf(300, 5).map((row) => ({ ...row, plan: 'premium' })));
    await ask(rowsOf(300, 6));
    expect((await check({ last: 300 })).status).toBe('ok');
    expect((await check({ last: 600 })).status).toBe('drift');
    expect((await check({ last: 450 })).nCurrent).toBe(450);
  });

  it('counts only rows that the version of today answered', async () => {
    await ask(rowsOf(300, 7).map((row) => ({ ...row, plan: 'premium' })));
    await registerSampleModel(app, { name: endpoint, seed: 99 });
    await app.handlers.models.alias({ name: endpoint, alias: 'champion', version: 2 });
    const silent = await check().catch((thrown: AppError) => thrown);
    expect((silent as AppError).code).toBe('ENDPOINT_SILENT');
    await ask(rowsOf(100, 8));
    expect(await check()).toMatchObject({ version: 2, nCurrent: 100, status: 'ok' });
  });

  it('finds rows of the version of today among those of others, and reads so far back and no further', async () => {
    const log = async (version: number, n: number, at: string) => {
      for (const row of rowsOf(n, n))
        await app.predictionLog.append({
          ...{ requestId: `${at}-${version}`, at, endpoint, version, latencyMs: 1 },
          ...{ rows: [row], predictions: [{ prediction: 'no' }] },
        });
    };
    await log(1, 40, '2026-01-02T03:04:05.000Z');
    await log(2, 700, '2026-01-02T03:04:06.000Z');
    expect((await check({ last: 40 })).nCurrent).toBe(40);
    const error = (await check({ last: 35 }).catch((thrown) => thrown)) as AppError;
    expect(error.details).toMatchObject({ version: 1, nRows: 0 });
  });

  it('counts rows of a sample for those that they stand for', async () => {
    // Half of the traffic is premium, of which only one request in ten is logged.
    const append = (plan: string, n: number, weight: number) =>
      Promise.all(
        rowsOf(n, weight).map((row, i) =>
          app.predictionLog.append({
            ...{ requestId: `${plan}-${i}`, at: '2026-01-02T03:04:05.000Z', endpoint, version: 1 },
            ...{ rows: [{ ...row, plan }], predictions: [{ prediction: 'no' }], latencyMs: 1 },
            ...(weight === 1 ? {} : { weight }),
          }),
        ),
      );
    await append('premium', 30, 10);
    await append('basic', 300, 1);
    const { nCurrent, drifted } = await check();
    expect(nCurrent).toBe(330);
    const plan = drifted.find(({ column }) => column === 'plan');
    expect(plan?.nWindow).toBe(600);
    const shares = plan?.bars.map(({ label, shareWindow }) => [label, shareWindow]);
    expect(Object.fromEntries(shares ?? [])).toMatchObject({ premium: 0.5, basic: 0.5 });
  });

  it('refuses to judge fewer than 30 rows', async () => {
    await ask(rowsOf(29, 9));
    const error = (await check().catch((thrown: AppError) => thrown)) as AppError;
    expect(error.code).toBe('ENDPOINT_SILENT');
    expect(error.message).toBe(
      `Endpoint "${endpoint}" must have answered at least 30 rows with version 1 to be checked, got 29.`,
    );
    expect(error.details).toEqual({ endpoint, version: 1, nRows: 29, minRows: 30 });
    await ask(rowsOf(1, 10));
    expect((await check()).nCurrent).toBe(30);
  });

  it('names the closest endpoint', async () => {
    const error = (await check({ endpoint: 'chrun' }).catch(
      (thrown: AppError) => thrown,
    )) as AppError;
    expect(error.code).toBe('ENDPOINT_NOT_FOUND');
    expect(error.message).toBe('No endpoint is called "chrun".');
    expect(error.hint).toContain('"churn"');
    expect(error.details).toMatchObject({ endpoint: 'chrun' });
  });
});
