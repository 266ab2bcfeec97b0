import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppError, Row, ServedAnomaly } from '@kaizenml/contracts';
import { machineChecker, OPERATIONS } from '@kaizenml/contracts/operations';
import { toServingSchema } from '@kaizenml/ml/validation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvLine } from '../datasets/csv/write-csv.ts';
import { readSchema } from '../schemas/index.ts';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { registerSampleModel } from '../testing/sample-model.ts';

const SCHEMA = `kaizenSchema: 1
columns:
  months: { type: integer, range: { min: 0, max: 100 }, presence: { minShare: 1 } }
  plan: { type: string, values: [basic, family, premium], presence: { minShare: 1 } }
  calls: { type: number, range: { max: 50 }, presence: { minShare: 0.5 }, isUnique: true }
  left: { type: string, presence: { minShare: 1 } }
key: [months]
rows: { min: 1000 }
rules:
  - { name: few-calls, check: months > 2 or calls < 10 }
  - { name: about-the-answer, check: left == "yes" }
`;

const CLEAN: Row = { months: 3, plan: 'basic', calls: 4 };

/** A row per kind of violation; all are answered but those that the model cannot read. */
const FAULTS: Readonly<Record<string, Row>> = {
  'below the range': { ...CLEAN, months: -4 },
  'above the range': { ...CLEAN, months: 1200 },
  'above a range of numbers': { ...CLEAN, calls: 50.5 },
  'no whole number': { ...CLEAN, months: 3.5 },
  'no number': { ...CLEAN, calls: 'many' },
  'an unexpected value': { ...CLEAN, plan: 'gold' },
  'a missing value': { ...CLEAN, months: null },
  'a missing text': { ...CLEAN, plan: '' },
  'a rule': { months: 1, plan: 'basic', calls: 30 },
  'a missing column': { plan: 'basic', calls: 4 },
  'a column too many': { ...CLEAN, colour: 'red' },
  'many at once': { months: -1, plan: 'gold', calls: 99 },
};

let app: SampleApp;
let folder: string;
beforeAll(async () => {
  app = await openSampleApp();
  folder = await mkdtemp(join(tmpdir(), 'kaizen-door-'));
  const { schema } = readSchema(SCHEMA, 'the test');
  const door = toServingSchema(schema, ['months', 'plan', 'calls']);
  for (const anomalies of ['warn', 'refuse', 'ignore'] as const)
    await registerSampleModel(app, {
      name: anomalies,
      door: { schema: door, serving: { anomalies } },
    });
});
afterAll(async () => {
  await app.dispose();
  await rm(folder, { recursive: true, force: true });
});

const predict = (name: string, rows: readonly Row[]) =>
  app.handlers.models.predict({ name, rows: rows.map((row) => ({ ...row })) });

function failureOf(promise: Promise<unknown>): Promise<AppError> {
  return promise.then(
    () => expect.unreachable(),
    (thrown: AppError) => thrown,
  );
}

/** What the service says of rows, whether it answers or refuses. */
async function saidOf(rows: readonly Row[]): Promise<readonly ServedAnomaly[]> {
  try {
    return (await predict('warn', rows)).anomalies ?? [];
  } catch (thrown) {
    return ((thrown as AppError).details.anomalies ?? []) as ServedAnomaly[];
  }
}

/** What `datasets validate` says of a file that is this row, about rows and columns. */
async function validated(row: Row) {
  const path = join(folder, 'row.csv');
  await writeFile(path, csvLine(Object.keys(row)) + csvLine(Object.values(row) as string[]));
  await writeFile(
    join(folder, 'schema.yaml'),
    SCHEMA.replace('left: { ', 'left: { environments: { not: [serving] }, '),
  );
  const checked = machineChecker(OPERATIONS.datasets.validate)({
    data: path,
    schema: join(folder, 'schema.yaml'),
    environment: 'serving',
  });
  if (!checked.ok) throw new TypeError('input');
  const { anomalies } = await app.handlers.datasets.validate(checked.input.routed, {
    inputs: checked.input.own,
  });
  return anomalies
    .filter(({ name }) => name !== 'DATASET_LOW_NUM_EXAMPLES')
    .map(({ column, name, number, severity, long }) => ({
      column,
      name,
      number,
      severity,
      message: long,
    }));
}

describe('a schema at the door', () => {
  it('says nothing of a clean row', async () => {
    const answer = await predict('warn', [CLEAN, { ...CLEAN, calls: null }]);
    expect(answer).not.toHaveProperty('anomalies');
    expect(answer.predictions).toEqual(
      (await predict('ignore', [CLEAN, { ...CLEAN, calls: null }])).predictions,
    );
  });

  it.each(Object.entries(FAULTS))('says what validation says: %s', async (_title, row) => {
    const said = await saidOf([CLEAN, row]);
    expect(said.length).toBeGreaterThan(0);
    expect(said.every((one) => one.row === 2)).toBe(true);
    const key = ({ name, column }: { name: string; column: string | null }) => `${name} ${column}`;
    const sorted = <T extends { name: string; column: string | null }>(all: readonly T[]) =>
      [...all].sort((a, b) => key(a).localeCompare(key(b)));
    expect(sorted(said.map(({ row: _row, ...rest }) => rest))).toEqual(
      sorted(await validated(row)),
    );
  });

  it('answers all the same, and ignores where it should', async () => {
    const rows = [FAULTS['many at once'], CLEAN] as Row[];
    const told = await predict('warn', rows);
    const ignored = await predict('ignore', rows);
    expect(told.predictions).toEqual(ignored.predictions);
    expect(ignored).not.toHaveProperty('anomalies');
    expect(told.nOffending).toBe(1);
    expect(told.anomalies?.map(({ row, name, number }) => [row, name, number])).toEqual([
      [1, 'INT_TYPE_SMALL_INT', 32],
      [1, 'ENUM_TYPE_UNEXPECTED_STRING_VALUES', 14],
      [1, 'FLOAT_TYPE_BIG_FLOAT', 22],
      [1, 'CUSTOM_VALIDATION', 86],
    ]);
  });

  it('refuses with every problem of every row, what cannot be read and what should not be', async () => {
    const rows = [CLEAN, { ...CLEAN, months: 1200 }, { ...CLEAN, plan: 'gold', calls: 'many' }];
    const error = await failureOf(predict('refuse', rows));
    expect(error.code).toBe('INPUT_SCHEMA_MISMATCH');
    expect(error.message).toBe(
      'The rows do not fit the model: /rows/2/calls must be a number, got "many"; row 2: Column "months" must be at most 100, got 1 of 1 value above, up to 1200; row 3: Column "plan" must hold one of its 3 values, got 1 of 1 value that is not: "gold"; row 3: Column "calls" must hold numbers, got 1 of 1 value that is none, such as "many".',
    );
    expect(error.details).toMatchObject({
      nOffending: 2,
      issues: [{ path: '/rows/2/calls', problem: 'type' }],
      anomalies: [
        { row: 2, column: 'months', number: 28 },
        { row: 3, column: 'plan', number: 14 },
        { row: 3, column: 'calls', number: 25 },
      ],
    });
    expect((await predict('refuse', [CLEAN])).predictions).toHaveLength(1);
  });

  it('remembers nothing from request to request', async () => {
    for (let i = 0; i < 3; i++) {
      expect((await predict('warn', [{ ...CLEAN, months: 200 + i }])).anomalies).toMatchObject([
        {
          row: 1,
          message: `Column "months" must be at most 100, got 1 of 1 value above, up to ${200 + i}.`,
        },
      ]);
      expect(await predict('warn', [CLEAN])).not.toHaveProperty('anomalies');
    }
  });

  it('tells about 1000 anomalies of a large request, and how many rows offend', async () => {
    const rows = Array.from({ length: 5000 }, () => ({ ...CLEAN, plan: 'gold' }));
    const { anomalies, nOffending, predictions } = await predict('warn', rows);
    expect([anomalies?.length, nOffending, predictions.length]).toEqual([1000, 5000, 5000]);
  });
});
