import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Anomaly, DataSchema, DatasetStatistics } from '@kaizenml/contracts';
import {
  inferSchema,
  mergeAnomalies,
  type ValidationOptions,
  validateStatistics,
} from '@kaizenml/ml/validation';
import { scanStatistics } from '../../../packages/platform/src/datasets/statistics/scan-statistics.ts';
import { checkRows } from '../../../packages/platform/src/datasets/validation/check-rows.ts';
import { openRows } from '../../../packages/platform/src/datasets/validation/reading/open-rows.ts';
import { sharedData } from '../../shared-data.ts';
import { parseCsv, type TextTable, writeCsv } from '../csv-text.ts';
import { createChance, type Strength } from '../fault.ts';
import type { Tally } from '../run-lint.ts';
import type { CleanTable } from '../tables.ts';
import { SCHEMA_FAULTS, type SchemaFault } from './faults.ts';
import type { TimeOrdered } from './time-ordered.ts';

const MOST_ROWS = 700;

/** What validation says of planted tables, against schemas that were inferred from the clean ones. */
export async function plantAgainstSchema(
  { file }: CleanTable,
  {
    strengths,
    seeds,
    faults = SCHEMA_FAULTS,
  }: {
    readonly strengths: readonly Strength[];
    readonly seeds: readonly number[];
    readonly faults?: readonly SchemaFault[];
  },
): Promise<Tally[]> {
  const table = await readText(file, MOST_ROWS);
  const before = await statisticsOf(table);
  const ofTable = inferSchema(before);
  const tallies: Tally[] = [];
  for (const fault of faults)
    for (const strength of strengths) {
      const tally = { fault: fault.name, file, strength, planted: 0, caught: 0 };
      for (const seed of seeds) {
        const planted = fault.plant(table, createChance(seed * 4441 + fault.name.length), strength);
        if (planted === undefined) continue;
        tally.planted++;
        const { clean, faulty, edit, comparedAs, now } = planted;
        const statistics = clean === table ? before : await statisticsOf(clean);
        const inferred = clean === table ? ofTable : inferSchema(statistics);
        const schema = edit === undefined ? inferred : edit(inferred);
        const compared = comparedAs === undefined ? {} : { [comparedAs]: statistics };
        const found = await validate(faulty, schema, { ...compared, now });
        if (
          found.some(
            ({ name, column }) => fault.anomalies.includes(name) && column === planted.column,
          )
        )
          tally.caught++;
      }
      if (tally.planted > 0) tallies.push(tally);
    }
  return tallies;
}

/** Anomalies of the clean table and of a random half of it against the schema that was inferred from it. */
export async function alarmsOfSchema({
  file,
}: CleanTable): Promise<{ alarms: string[]; stale: string[] }> {
  const table = await readText(file, 20_000);
  const chance = createChance(11);
  const half = { ...table, rows: table.rows.filter(() => chance.next() < 0.5) };
  const schema = inferSchema(await statisticsOf(table));
  const found = [...(await validate(table, schema)), ...(await validate(half, schema))];
  return {
    alarms: found.map(({ name, column, short }) => `${name} ${column}: ${short}`),
    stale: [],
  };
}

/** Anomalies of the later half of a table against the schema of the earlier half, and the columns whose dates are bounded. */
export async function alarmsOfLater({
  file,
  time,
}: TimeOrdered): Promise<{ alarms: string[]; nDateBounds: number }> {
  const table = await readText(file, 20_000);
  const at = table.names.indexOf(time);
  const rows = table.rows.toSorted((a, b) => (a[at] < b[at] ? -1 : 1));
  const half = Math.floor(rows.length / 2);
  const schema = inferSchema(await statisticsOf({ ...table, rows: rows.slice(0, half) }));
  const found = await validate({ ...table, rows: rows.slice(half) }, schema);
  return {
    alarms: found.map(({ name, column, short }) => `${name} ${column}: ${short}`),
    nDateBounds: Object.values(schema.columns).filter(
      ({ type, range }) => type === 'date' && range?.max !== undefined,
    ).length,
  };
}

async function validate(
  table: TextTable,
  schema: DataSchema,
  options: ValidationOptions = {},
): Promise<Anomaly[]> {
  return await inFile(table, async (path, folder) => {
    const rows = await openRows(path, {
      workPath: folder,
      maxRecordBytes: 1 << 24,
      kinds: new Map(),
    });
    const checked = await checkRows(rows, schema, { references: [] });
    const { statistics } = await scanStatistics({ path }, { tempPath: folder });
    const merged = mergeAnomalies(
      validateStatistics(statistics, schema, options),
      checked.anomalies,
      checked.known,
    );
    return merged.map(({ anomaly }) => anomaly);
  });
}

async function statisticsOf(table: TextTable): Promise<DatasetStatistics> {
  return await inFile(
    table,
    async (path, folder) => (await scanStatistics({ path }, { tempPath: folder })).statistics,
  );
}

async function inFile<T>(
  table: TextTable,
  work: (path: string, folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kaizen-planted-'));
  try {
    const path = join(folder, 'planted.csv');
    await writeFile(path, writeCsv(table));
    return await work(path, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function readText(file: string, most: number): Promise<TextTable> {
  const [names = [], ...rows] = parseCsv(await readFile(sharedData(file) ?? '', 'utf8'));
  return {
    file,
    names: names.map((name, j) => (name === '' ? `unnamed_${j + 1}` : name)),
    rows: rows.slice(0, most),
  };
}
