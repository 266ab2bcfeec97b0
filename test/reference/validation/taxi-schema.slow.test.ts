import { readFileSync } from 'node:fs';
import type { ColumnSchema, ColumnType, DatasetStatistics } from '@kaizenml/contracts';
import { addColumn, emptyColumn, finishColumn } from '@kaizenml/ml/sketches';
import { inferSchema, validateStatistics } from '@kaizenml/ml/validation';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../shared-data.ts';
import { readTable } from '../../shared-table.ts';

const SCHEMA = sharedData('chicago_taxi/schema.pbtxt');
const ALL = sharedData('chicago_taxi/simple_data.csv');
const TRAIN = sharedData('chicago_taxi/tfx_split_train.csv');

interface Published {
  readonly type: string;
  readonly minFraction: number | undefined;
  readonly minCount: number;
  readonly domain: readonly string[] | undefined;
}

/** The features of a schema in the text format of protocol buffers. */
function readPbtxt(text: string): Readonly<Record<string, Published>> {
  const blocks = (name: string) =>
    [...text.matchAll(new RegExp(`^${name} \\{\\n(.*?)^\\}`, 'gms'))].map(([, body]) => body);
  const all = (body: string, key: string) =>
    [...body.matchAll(new RegExp(`\\b${key}: "?([^"\\n]+)"?`, 'g'))].map(([, value]) => value);
  const domains = new Map(
    blocks('string_domain').map((body) => [all(body, 'name')[0], all(body, 'value')]),
  );
  return Object.fromEntries(
    blocks('feature').map((body) => [
      all(body, 'name')[0],
      {
        type: all(body, 'type')[0],
        minFraction: all(body, 'min_fraction').map(Number)[0],
        minCount: Number(all(body, 'min_count')[0]),
        domain: domains.get(all(body, 'domain')[0]),
      },
    ]),
  );
}

async function statisticsOf(path: string): Promise<DatasetStatistics> {
  const { nRows, columns } = await readTable(path);
  return {
    nRows,
    nDuplicateRows: null,
    columns: columns.map((column) => {
      const sketch = emptyColumn(column.name, column.kind);
      addColumn(sketch, column);
      return finishColumn(sketch);
    }),
  };
}

const tables = new Map<string, Promise<DatasetStatistics>>();

function read(path: string): Promise<DatasetStatistics> {
  const known = tables.get(path) ?? statisticsOf(path);
  tables.set(path, known);
  return known;
}

const TYPES: Readonly<Record<string, ColumnType>> = {
  INT: 'integer',
  FLOAT: 'number',
  BYTES: 'string',
};
const published = SCHEMA === undefined ? {} : readPbtxt(readFileSync(SCHEMA, 'utf8'));
const names = Object.keys(published);

/** As the published schema says presence: our shares below 1 are said by none of it. */
const presenceOf = ({ presence = {} }: ColumnSchema) => ({
  minFraction: presence.minShare === 1 ? 1 : undefined,
  minCount: presence.minShare === 1 ? 1 : (presence.minCount ?? 0),
});

/**
 * The published schema was made from a part of `simple_data.csv` that is not among the files: all 50 of its companies are among
 * the 61 of the whole, while no split that is there holds them all.
 */
describe.skipIf(SCHEMA === undefined || ALL === undefined || TRAIN === undefined)(
  'the schema that is inferred of the Chicago taxi trips',
  () => {
    it('agrees with the published one on every type, from the whole and from the training split', async () => {
      for (const path of [ALL, TRAIN]) {
        const { columns } = inferSchema(await read(path as string));
        expect(Object.keys(columns).sort()).toEqual([...names].sort());
        for (const name of names)
          expect([name, columns[name].type]).toEqual([name, TYPES[published[name].type]]);
      }
    });

    it('agrees on the presence of every column from the training split', async () => {
      const { columns } = inferSchema(await read(TRAIN as string));
      for (const name of names) {
        const { minFraction, minCount } = published[name];
        expect([name, presenceOf(columns[name])]).toEqual([name, { minFraction, minCount }]);
      }
    });

    it('differs in presence from the whole only where 2 of 15002 rows have no pickup', async () => {
      const { columns } = inferSchema(await read(ALL as string));
      const different = names.filter(
        (name) => presenceOf(columns[name]).minFraction !== published[name].minFraction,
      );
      expect(different.sort()).toEqual([
        'pickup_community_area',
        'pickup_latitude',
        'pickup_longitude',
      ]);
    });

    it('has the published domains, and companies of at most 9 trips beyond them', async () => {
      const statistics = await read(ALL as string);
      const { columns } = inferSchema(statistics);
      expect(columns.payment_type.values).toEqual(published.payment_type.domain);
      const companies = published.company.domain ?? [];
      expect(columns.company.values).toEqual(expect.arrayContaining([...companies]));
      const beyond = columns.company.values?.filter((value) => !companies.includes(value)) ?? [];
      expect(beyond).toHaveLength(11);
      const counted = statistics.columns.find(({ name }) => name === 'company')?.values ?? [];
      const most = counted.filter(({ value }) => beyond.includes(value)).map(({ count }) => count);
      expect(Math.max(...most)).toBeLessThanOrEqual(9);
      const others = names.filter((name) => published[name].domain === undefined);
      for (const name of others) expect([name, columns[name].values]).toEqual([name, undefined]);
    });

    it('is kept by the evaluation split; the published domains are not', async () => {
      const schema = inferSchema(await read(TRAIN as string));
      const evaluation = await read(sharedData('chicago_taxi/tfx_split_eval.csv') as string);
      expect(validateStatistics(evaluation, schema)).toEqual([]);
      const { company } = schema.columns;
      const strict = {
        ...schema,
        columns: {
          ...schema.columns,
          company: { ...company, values: published.company.domain, minDomainMass: 1 },
        },
      };
      const [anomaly] = validateStatistics(evaluation, strict);
      expect(anomaly).toMatchObject({
        name: 'ENUM_TYPE_UNEXPECTED_STRING_VALUES',
        column: 'company',
      });
    });
  },
);
