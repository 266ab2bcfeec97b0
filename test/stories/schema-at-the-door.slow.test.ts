import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSchema, Row } from '@kaizenml/contracts';
import { machineChecker, OPERATIONS } from '@kaizenml/contracts/operations';
import { loadModel } from '@kaizenml/ml';
import { type App, openApp, runProject } from 'kaizenml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedData } from '../shared-data.ts';
import { runCli } from './cli.ts';

/** Found by statistics alone: no matter of one row. */
const OF_MANY_ROWS =
  /^(DATASET_|COMPARATOR_|SEMANTIC_|FEATURE_TYPE_(LOW|HIGH)_UNIQUE|VALUES_NOT|KEY_NOT)/;

const TABLES = [
  { file: 'titanic/kaggle_train.csv', target: 'Survived' },
  { file: 'california_housing/housing.csv', target: 'median_house_value' },
].flatMap(({ file, target }) => {
  const path = sharedData(file);
  return path === undefined ? [] : [{ file, path, target }];
});

describe.each(TABLES)('a model of $file', ({ path, target }) => {
  let folder: string;
  let app: App;
  let model: Awaited<ReturnType<typeof loadModel>>;
  let schemaPath: string;
  let row: Row;
  let artifact: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kaizen-door-'));
    app = await openApp({ home: join(folder, 'home') });
    schemaPath = join(folder, 'schema.yaml');
    await runCli(['schemas', 'infer', path, '--out', schemaPath, '--home', join(folder, 'home')]);
    await app.handlers.schemas.put({ name: 'table', yaml: readFileSync(schemaPath, 'utf8') });
    const { champion } = await runProject(app, {
      name: 'table',
      data: path,
      target,
      search: { trials: 1, workers: 1 },
      gate: { betterThanBaseline: false },
    });
    artifact = champion.artifact;
    model = await loadModel(async (file) => readFileSync(join(champion.artifact, file)));
    row = Object.fromEntries(model.signature.inputs.map(({ name, typical }) => [name, typical]));
  }, 120_000);
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  it('carries the stored schema, without the label', () => {
    const { schema } = model.manifest;
    expect(Object.keys(schema?.columns ?? {})).toContain(target);
    expect(schema?.columns[target]).toEqual({ type: expect.any(String), stage: 'disabled' });
    expect(model.manifest.serving).toEqual({ anomalies: 'warn' });
  });

  it('says of a planted fault what validation says of a file with that row', async () => {
    const faults = plant(model.manifest.schema as DataSchema, row);
    expect(faults.length).toBeGreaterThan(5);
    for (const fault of faults) {
      const said = model.check([fault]).anomalies.map(({ row: _row, ...one }) => one);
      expect(said.length).toBeGreaterThan(0);
      expect(said.sort(byName)).toEqual((await validated(fault)).sort(byName));
    }
  }, 60_000);

  it('is said by `kaizen predict`, which answers all the same', async () => {
    const file = join(folder, 'faults.csv');
    const [fault] = plant(model.manifest.schema as DataSchema, row);
    writeCsv(file, fault);
    const { code, stdout, stderr } = await runCli(['predict', artifact, file]);
    const [said] = await validated(fault);
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(2);
    expect(stderr).toContain(`${said.name} [${said.number}]: ${said.message}`);
  }, 60_000);

  async function validated(fault: Row) {
    const file = join(folder, 'row.csv');
    writeCsv(file, fault);
    const checked = machineChecker(OPERATIONS.datasets.validate)({
      data: file,
      schema: schemaPath,
      environment: 'serving',
    });
    if (!checked.ok) throw new TypeError('input');
    const { anomalies } = await app.handlers.datasets.validate(checked.input.routed, {
      inputs: checked.input.own,
    });
    const asked = new Set(model.signature.inputs.map(({ name }) => name));
    return anomalies
      .filter(({ name }) => !OF_MANY_ROWS.test(name))
      .filter(({ column, name }) => name === 'SCHEMA_NEW_COLUMN' || asked.has(column ?? ''))
      .map(({ column, name, number, severity, long }) => ({
        column,
        name,
        number,
        severity,
        message: long,
      }));
  }
});

function writeCsv(path: string, row: Row): void {
  const cells = Object.values(row).map((value) => JSON.stringify(value ?? ''));
  writeFileSync(path, `${Object.keys(row)}\n${cells}\n`);
}

/** Rows with a fault each: every column below and above its range, of another type, missing, absent, unexpected, or new. */
function plant({ columns }: DataSchema, row: Row): Row[] {
  const faults = Object.entries(columns).flatMap(([name, column]): Row[] => {
    const { type, range, values, presence, stage } = column;
    if (stage !== undefined) return [];
    const { [name]: _left, ...without } = row;
    return [
      ...(typeof range?.max === 'number' ? [{ ...row, [name]: range.max + 1000 }] : []),
      ...(typeof range?.min === 'number' ? [{ ...row, [name]: range.min - 7 }] : []),
      ...(type === 'integer' || type === 'number' ? [{ ...row, [name]: 'many' }] : []),
      ...(values === undefined ? [] : [{ ...row, [name]: 'zebra' }]),
      ...(presence?.minShare === 1 ? [{ ...row, [name]: null }] : []),
      ...(presence === undefined ? [] : [without]),
    ];
  });
  return [...faults, { ...row, colour: 'red' }];
}

function byName(a: { name: string; column: string | null }, b: typeof a): number {
  return `${a.name} ${a.column}`.localeCompare(`${b.name} ${b.column}`);
}
