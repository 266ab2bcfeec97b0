import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AppError } from '@kaizenml/contracts';
import {
  type InputOf,
  type MachineInputsOf,
  machineChecker,
  OPERATIONS,
  type Operations,
} from '@kaizenml/contracts/operations';
import { describe, expect, test } from 'vitest';
import { openApp } from '../app.ts';
import { openSchema } from '../schemas/index.ts';
import { tempHome } from '../testing/index.ts';
import { validateDataset } from './validate.ts';

type Validate = Operations['datasets']['validate'];
type Input = InputOf<Validate> & MachineInputsOf<Validate>;

const SCHEMA = `kaizenSchema: 1
columns:
  id: { type: integer, isUnique: true, presence: { minShare: 1 } }
  fare: { type: number, range: { min: 0, max: 100 } }
  tips: { type: number }
  city: { type: string, values: [Bern, Basel, "Zürich, HB"] }
rules:
  - { name: tips, check: tips <= fare * 2 }
`;

const ROWS = [
  '1,10,1,Bern',
  '2,-5,,Basel',
  '3,12,1,"Zürich, HB"',
  '3,20,99,Genf',
  '5,abc,0,Bern',
  '6,101.5,0,Basel',
];
const CSV = `id,fare,tips,city\n${ROWS.join('\n')}\n`;

async function inFolder<T>(
  work: (place: {
    readonly folder: string;
    readonly file: (name: string, text: string | Uint8Array) => Promise<string>;
    readonly validate: (
      input: Partial<Input> & { data: string },
      stdin?: string,
    ) => ReturnType<ReturnType<typeof validateDataset>>;
    readonly app: Awaited<ReturnType<typeof openApp>>;
  }) => Promise<T>,
): Promise<T> {
  await using temp = await tempHome();
  const app = await openApp({ home: temp.home.path });
  try {
    const file = async (name: string, text: string | Uint8Array) => {
      const path = join(temp.folder, name);
      await writeFile(path, text);
      return path;
    };
    return await work({
      folder: temp.folder,
      file,
      app,
      validate: async (given, stdin) => {
        const checked = machineChecker(OPERATIONS.datasets.validate)(given);
        if (!checked.ok) throw new TypeError('input');
        return await validateDataset({
          ...app,
          openSchema: (reference, rights) => openSchema(app.store.schemas, reference, rights),
          ...(stdin !== undefined && { stdin: Readable.from([Buffer.from(stdin)]) }),
        })(checked.input.routed, { inputs: checked.input.own });
      },
    });
  } finally {
    await app.close();
  }
}

const shortly = ({
  anomalies,
}: {
  anomalies: readonly {
    name: string;
    column: string | null;
    rows: readonly { row: number; value: string | null }[];
  }[];
}) =>
  anomalies.map(({ name, column, rows }) => [
    name,
    column,
    ...rows.map(({ row, value }) => `${row} ${value}`),
  ]);

const FOUND = [
  ['VALUES_NOT_UNIQUE', 'id', '4 3'],
  ['FLOAT_TYPE_STRING_NOT_FLOAT', 'fare', '5 abc'],
  ['FLOAT_TYPE_SMALL_FLOAT', 'fare', '2 -5'],
  ['FLOAT_TYPE_BIG_FLOAT', 'fare', '6 101.5'],
  ['ENUM_TYPE_UNEXPECTED_STRING_VALUES', 'city', '4 Genf'],
  ['CUSTOM_VALIDATION', null, '4 tips 99, fare 20'],
].sort();

describe('kaizen datasets validate', () => {
  test('tells the rows of a file that break its schema, each anomaly once', () =>
    inFolder(async ({ file, validate }) => {
      const found = await validate({
        data: await file('a.csv', CSV),
        schema: await file('s.yaml', SCHEMA),
      });
      expect(shortly(found).sort()).toEqual(FOUND);
      expect(found).toMatchObject({ passed: false, nRows: 6, nOffending: 4, nChecked: 4 });
      expect(found.anomalies.every(({ count }) => count === 1)).toBe(true);
    }));

  test('finds the same in CSV with semicolons and CR LF, in JSON lines, from stdin and in a stored version', () =>
    inFolder(async ({ file, validate, app }) => {
      const schema = await file('s.yaml', SCHEMA);
      const cells = ROWS.map((row) =>
        row
          .replace('"Zürich, HB"', 'Zürich§ HB')
          .split(',')
          .map((cell) => cell.replace('§', ',')),
      );
      const semicolons = ['id;fare;tips;city', ...cells.map((row) => row.join(';'))].join('\r\n');
      const lines = cells
        .map(([id, fare, tips, city]) =>
          JSON.stringify({
            id: Number(id),
            fare: fare === 'abc' ? fare : Number(fare),
            ...(tips === '' ? {} : { tips: Number(tips) }),
            city,
          }),
        )
        .join('\n');
      const csv = await file('a.csv', CSV);
      await app.handlers.datasets.add({ path: csv, name: 'rides' } as never);
      const given: [string, string?][] = [
        [await file('b.csv', semicolons)],
        [await file('c.jsonl', lines)],
        ['-', CSV],
        ['-', lines],
        ['rides'],
      ];
      for (const [data, stdin] of given)
        expect(shortly(await validate({ data, schema }, stdin)).sort(), data).toEqual(FOUND);
    }));

  test('keeps rows that offend apart, as they are written, and loses none', () =>
    inFolder(async ({ folder, file, validate }) => {
      const [quarantine, out] = [join(folder, 'bad.csv'), join(folder, 'good.csv')];
      const found = await validate({
        data: await file('a.csv', CSV),
        schema: await file('s.yaml', SCHEMA),
        quarantine,
        out,
        policy: 'continue',
      });
      expect(found).toMatchObject({ passed: true, quarantine: { nRows: 4 }, out: { nRows: 2 } });
      expect(await readFile(out, 'utf8')).toBe(`id,fare,tips,city\n${ROWS[0]}\n${ROWS[2]}\n`);
      expect((await readFile(quarantine, 'utf8')).split('\n')).toEqual([
        'id,fare,tips,city,_row,_reasons',
        '2,-5,,Basel,2,fare FLOAT_TYPE_SMALL_FLOAT',
        expect.stringMatching(/^3,20,99,Genf,4,.*id VALUES_NOT_UNIQUE.*rule tips$/),
        expect.stringMatching(/^5,abc,0,Bern,5,fare FLOAT_TYPE_STRING_NOT_FLOAT$/),
        '6,101.5,0,Basel,6,fare FLOAT_TYPE_BIG_FLOAT',
        '',
      ]);
      expect((await readdir(folder)).sort()).toEqual([
        'a.csv',
        'bad.csv',
        'good.csv',
        'home',
        's.yaml',
      ]);
    }));

  test('keeps JSON lines apart as JSON lines', () =>
    inFolder(async ({ folder, file, validate }) => {
      const [quarantine, out] = [join(folder, 'bad.jsonl'), join(folder, 'good.jsonl')];
      const lines = ['{"id":1,"city":"Bern"}', '', '{"id":2,"city":"Gähwil"}'];
      await validate({
        data: await file('a.jsonl', lines.join('\n')),
        schema: await file('s.yaml', SCHEMA),
        quarantine,
        out,
        policy: 'continue',
      });
      expect(await readFile(out, 'utf8')).toBe(`${lines[0]}\n`);
      expect(JSON.parse(await readFile(quarantine, 'utf8'))).toEqual({
        id: 2,
        city: 'Gähwil',
        _row: 2,
        _reasons: 'city ENUM_TYPE_UNEXPECTED_STRING_VALUES',
      });
    }));

  test('a column that is missing fails the check whatever the policy', () =>
    inFolder(async ({ folder, file, validate }) => {
      const found = await validate({
        data: await file('a.csv', 'fare,tips,city\n1,1,Bern\n'),
        schema: await file('s.yaml', SCHEMA),
        quarantine: join(folder, 'bad.csv'),
        policy: 'continue',
      });
      expect(found).toMatchObject({ passed: false, quarantine: { nRows: 0 } });
      expect(shortly(found)).toEqual([['SCHEMA_MISSING_COLUMN', 'id']]);
    }));

  test('bytes that are not UTF-8 are told by their rows', () =>
    inFolder(async ({ file, validate }) => {
      const data = await file(
        'a.csv',
        Buffer.concat([
          Buffer.from('id,note\n1,fine é\n2,Z'),
          Buffer.from([0xfc]),
          Buffer.from('rich\n'),
        ]),
      );
      const schema = await file(
        's.yaml',
        'kaizenSchema: 1\ncolumns: { id: { type: integer }, note: { type: string } }\n',
      );
      expect(shortly(await validate({ data, schema }))).toEqual([
        ['ENUM_TYPE_INVALID_UTF8', 'note', '2 Zürich'],
      ]);
    }));

  test('foreign keys are looked up in another file', () =>
    inFolder(async ({ file, validate }) => {
      const cities = await file('cities.csv', 'key,name\n1,Bern\n2,Basel\n');
      const schema = await file(
        's.yaml',
        `kaizenSchema: 1\ncolumns: { city: { type: integer } }\nforeignKeys: [{ columns: [city], dataset: ${cities}, references: [key] }]\n`,
      );
      const data = await file('a.csv', 'city\n1\n2\n9\n2\n');
      expect(shortly(await validate({ data, schema }))).toEqual([
        ['FOREIGN_KEY_MISSING', 'city', '3 9'],
      ]);
    }));

  test.each<[string, Partial<Input>, string]>([
    ['no schema', {}, 'must come with `--schema FILE`'],
    [
      'an unknown environment',
      { schema: 's.yaml', environment: 'moon' },
      'must be one of the schema, got "moon"',
    ],
    [
      '--out without its policy',
      { schema: 's.yaml', quarantine: 'q.csv', out: 'o.csv' },
      '`--out` must come with `--policy continue`',
    ],
    [
      'a policy that would lose rows',
      { schema: 's.yaml', policy: 'continue' },
      'must come with `--quarantine FILE`',
    ],
    [
      'one file twice',
      { schema: 's.yaml', policy: 'continue', quarantine: 'q.csv', out: 'q.csv' },
      'must be different files',
    ],
    [
      'a folder that is not there',
      { schema: 's.yaml', quarantine: 'no/q.csv' },
      'must be writable, got no folder',
    ],
    [
      'a folder in the place of a file',
      { schema: 's.yaml', quarantine: 'home' },
      'must be writable, got something that is not a file',
    ],
    ['a schema that is none', { schema: 'a.csv.yaml' }, 'must exist'],
  ])('refuses %s', (_, given, says) =>
    inFolder(async ({ folder, file, validate }) => {
      const data = await file('a.csv', CSV);
      await file('s.yaml', SCHEMA);
      const at = (name: string | undefined) => (name === undefined ? {} : join(folder, name));
      const paths = Object.fromEntries(
        (['schema', 'quarantine', 'out'] as const).flatMap((key) =>
          given[key] === undefined ? [] : [[key, at(given[key])]],
        ),
      );
      const thrown: unknown = await validate({ ...given, ...paths, data }).catch(
        (error: unknown) => error,
      );
      expect(thrown).toBeInstanceOf(AppError);
      expect((thrown as AppError).message).toContain(says);
      expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
    }),
  );
});
