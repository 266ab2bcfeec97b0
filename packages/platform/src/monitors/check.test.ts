import type { AppError } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { seededRandom } from '@kaizenml/ml/math';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { registerSampleModel, sampleRow } from '../testing/sample-model.ts';

const input = { last: 10_000, psi: 0.2, missingShift: 0.1 };
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
const check = (given: Partial<typeof input> = {}) =>
  app.handlers.monitors.check({ ...input, endpoint, ...given });

describe('monitors.check', () => {
  it('finds rows like those of the training calm, for inputs and answers', async () => {
    await ask(rowsOf(400, 3));
    const report = await check();
    expect(OPERATIONS.monitors.check.output.safeParse(report).error).toBeUndefined();
    expect(report).toMatchObject({ status: 'ok', nDrifted: 0, nCurrent: 400, nReference: 600 });
    expect(report.columns.map(({ column, role }) => `${column} ${role}`).sort()).toEqual([
      'calls input',
      'left prediction',
      'months input',
      'plan input',
    ]);
  });

  it('puts the columns that drifted first, and says that the answers moved too', async () => {
    await ask(rowsOf(400, 4).map((row) => ({ ...row, months: 2, plan: 'basic' })));
    const { status, nDrifted, columns } = await check();
    expect({ status, nDrifted }).toEqual({ status: 'drift', nDrifted: 3 });
    expect(columns.slice(0, 3).every((column) => column.status === 'drift')).toBe(true);
    expect(columns.find(({ role }) => role === 'prediction')).toMatchObject({
      status: 'drift',
      why: expect.stringMatching(/^(more of "yes"|less of "no"): \d+ % → (100|0) %$/),
    });
    expect(columns.at(-1)?.column).toBe('calls');
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
    const { nCurrent, columns } = await check();
    expect(nCurrent).toBe(330);
    const plan = columns.find(({ column }) => column === 'plan');
    const shares = plan?.bins.map(({ label, shareCurrent }) => [label, shareCurrent]);
    expect(Object.fromEntries(shares ?? [])).toMatchObject({
      premium: expect.closeTo(0.5, 12),
      basic: expect.closeTo(0.5, 12),
    });
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
    const error = (await check({ ...input, endpoint: 'chrun' } as typeof input).catch(
      (thrown: AppError) => thrown,
    )) as AppError;
    expect(error.code).toBe('ENDPOINT_NOT_FOUND');
    expect(error.message).toBe('No endpoint is called "chrun".');
    expect(error.hint).toContain('"churn"');
    expect(error.details).toMatchObject({ endpoint: 'chrun' });
  });
});
