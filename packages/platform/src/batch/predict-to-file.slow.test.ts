import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Row } from '@kaizenml/contracts';
import { conformTable, type Model } from '@kaizenml/ml/artifact';
import { readCell, rowAt, UNREADABLE } from '@kaizenml/ml/table';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../app.ts';
import { readTable, writeParquet } from '../datasets/index.ts';
import { openAnswering } from '../models/index.ts';
import { registerSampleModel } from '../testing/sample-model.ts';
import { type OpenedRows, type PredictToFileRequest, predictToFile } from './index.ts';

let folder: string;
let app: App;
let opened: OpenedRows;
let model: Model;
let nFiles = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-batch-'));
  app = await openApp({ home: join(folder, 'home') });
  await registerSampleModel(app);
  const found = await openAnswering(() => Promise.resolve(app), 'churn');
  if (found.kind !== 'rows') throw new Error('the sample model answers rows');
  [opened, model] = [found, found.model];
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const at = (name: string) => join(folder, `${nFiles++}-${name}`);
const write = (name: string, content: string | Uint8Array) => {
  const path = at(name);
  writeFileSync(path, content);
  return path;
};
const answer = (path: string, out: string, more: Partial<PredictToFileRequest> = {}) =>
  predictToFile(opened, { path, out, keep: [], badRows: 'refuse', nThreads: 1, ...more });
const linesOf = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n');

const CSV = 'id,months,plan,calls\na1,3,basic,7\na2,40,family,\na3,60,premium,2.5\n';
const ROWS: Row[] = [
  { months: 3, plan: 'basic', calls: 7 },
  { months: 40, plan: 'family', calls: null },
  { months: 60, plan: 'premium', calls: 2.5 },
];
const expected = (rows: readonly Row[]) =>
  model
    .predict(rows)
    .map(({ prediction, probabilities }) => [prediction, probabilities?.no, probabilities?.yes]);

/** Answers of a file, whatever its format. */
async function answersIn(path: string) {
  const { table } = await readTable(path, {
    kinds: new Map([
      ['id', 'text'],
      ['prediction', 'text'],
    ]),
  });
  return Array.from({ length: table.nRows }, (_, i) => rowAt(table, i)).map((row) => [
    row.prediction,
    row.probability_no,
    row.probability_yes,
  ]);
}

describe('predictToFile', () => {
  it('answers every format into every format as rows are answered when they are served', async () => {
    const { table } = await readTable(write('rows.csv', CSV), { kinds: new Map([['id', 'text']]) });
    const parquet = at('rows.parquet');
    await writeParquet(parquet, table);
    const json = ROWS.map((row, i) => `${JSON.stringify({ ...row, id: `a${i + 1}` })}\n`).join('');
    const inputs = [
      write('rows.csv', CSV),
      write('rows.csv.gz', gzipSync(CSV)),
      write('rows.tsv', CSV.replaceAll(',', '\t')),
      write('latin.csv', Buffer.from(CSV.replace('a1', 'é'), 'latin1')),
      write('mac.csv', CSV.replaceAll('\n', '\r')),
      write('declared.csv', `\ufeffsep=;\r\n${CSV.replaceAll(',', ';').replaceAll('\n', '\r\n')}`),
      write('rows.jsonl', json),
      write('rows.jsonl.gz', gzipSync(json)),
      write('rows.json', `[${json.trimEnd().replaceAll('\n', ',')}]`),
      parquet,
    ];
    const pairs = inputs.map((path, i): [string, string] => [path, i % 2 === 0 ? 'csv' : 'jsonl']);
    const [plainCsv = '', , , , , , plainJson = ''] = inputs;
    for (const path of [plainCsv, plainJson, parquet]) pairs.push([path, 'parquet']);
    for (const [path, ending] of pairs) {
      const out = at(`answers.${ending}`);
      const summary = await answer(path, out, { keep: ['id'] });
      expect(summary).toMatchObject({ nRows: 3, nRejected: 0, rejects: null, out });
      expect(await answersIn(out), `${path} to ${ending}`).toEqual(expected(ROWS));
    }
    const [packed, plain] = [at('answers.csv.gz'), at('answers.csv')];
    await answer(inputs[0] ?? '', packed);
    await answer(inputs[0] ?? '', plain);
    expect(gunzipSync(readFileSync(packed)).toString()).toBe(readFileSync(plain, 'utf8'));
  });

  it('reads every cell as it is read at the door, and puts what cannot be read apart', async () => {
    const cell = fc.constantFrom(
      '1',
      ' 7 ',
      '',
      'NA',
      '?',
      '-',
      'soon',
      '007',
      '1e2',
      '0x10',
      '"',
      'ü',
      '12345678901234567890',
      '-0',
    );
    const plan = fc.constantFrom(
      'basic',
      ' family ',
      'mars',
      '',
      'NA',
      'a,b',
      'say "no"',
      'two\nlines',
    );
    const quoted = (text: string) =>
      /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, plan, cell), { minLength: 1, maxLength: 12 }),
        fc.constantFrom('csv', 'jsonl'),
        async (cells, format) => {
          const names = ['months', 'plan', 'calls'];
          const rows = [['1', 'basic', '2'], ...cells];
          const text =
            format === 'csv'
              ? `months,plan,calls\n${rows.map((row) => row.map(quoted).join(',')).join('\n')}\n`
              : rows
                  .map((row) =>
                    JSON.stringify(Object.fromEntries(names.map((name, j) => [name, row[j]]))),
                  )
                  .join('\n');
          const out = at('answers.jsonl');
          const summary = await answer(write(`rows.${format}`, text), out, { badRows: 'reject' });
          const isMarker = (value: string) => /^(na|\?|-|)$/i.test(value.trim());
          const read = rows.map((row) =>
            names.map((_, j) => (isMarker(row[j] ?? '') ? null : (row[j] ?? '').trim())),
          );
          const isGood = read.map((row) =>
            model.signature.inputs.every((field, j) => readCell(field, row[j]) !== UNREADABLE),
          );
          const good = read
            .filter((_, i) => isGood[i])
            .map((row) => Object.fromEntries(names.map((name, j) => [name, row[j] ?? null])));
          const answers = linesOf(out).map((line) => Object.values(JSON.parse(line) as Row));
          expect(answers).toEqual(expected(good));
          const rejected = summary.rejects === null ? [] : linesOf(summary.rejects);
          expect(rejected.map((line) => (JSON.parse(line) as { row: number }).row)).toEqual(
            isGood.flatMap((fits, i) => (fits ? [] : [i + 1])),
          );
        },
      ),
      { seed: 60, numRuns: 10 },
    );
  });

  it('answers a table as `conformTable` reads it', async () => {
    const path = write('rows.csv', CSV);
    const { table } = await readTable(path);
    const made = model.predictTable(conformTable(model.signature, table));
    const out = at('answers.csv');
    await answer(path, out);
    if (made.kind !== 'classification') throw new Error('the sample model knows classes');
    const numbers = linesOf(out)
      .slice(1)
      .map((line) => line.split(',').slice(1).map(Number));
    expect(numbers.flat()).toEqual([...made.probabilities]);
  });

  it('keeps columns as they were written', async () => {
    const path = write(
      'rows.csv',
      'id,months,plan,calls\n007,3.0,basic,NA\n"a,""b",4,family,1\n 8 ,5,basic,2\n',
    );
    const [csv, jsonl] = [at('kept.csv'), at('kept.jsonl')];
    await answer(path, csv, { keep: ['id', 'months', 'calls'] });
    expect(linesOf(csv).map((line) => line.split(',').slice(0, -3).join(','))).toEqual([
      'id,months,calls',
      '007,3.0,NA',
      '"a,""b",4,1',
      '" 8 ",5,2',
    ]);
    await answer(path, jsonl, { keep: ['id', 'months', 'calls'] });
    expect(JSON.parse(linesOf(jsonl)[0] ?? '')).toMatchObject({
      id: '007',
      months: 3,
      calls: null,
    });
    const rows = write(
      'rows.jsonl',
      '{"id":9007199254740993,"months":3,"plan":"basic","tags":["x"]}\n',
    );
    const out = at('kept.jsonl');
    await answer(rows, out, { keep: ['id', 'tags'] });
    expect(linesOf(out)[0]).toMatch(/^\{"id":9007199254740993,"tags":\["x"\],"prediction":/);
  });

  it('reads days and months in the order that the first rows show, and many files by name', async () => {
    const some = join(folder, 'many');
    mkdirSync(some);
    writeFileSync(join(some, 'b.csv'), 'months,plan,calls\n60,premium,1\n');
    writeFileSync(join(some, 'a.jsonl'), '{"months":1,"plan":"basic","calls":1}\n');
    writeFileSync(join(some, 'notes.md'), 'nothing');
    const [fromFolder, fromPattern] = [at('folder.csv'), at('pattern.csv')];
    const summary = await answer(some, fromFolder);
    expect(summary).toMatchObject({ nFiles: 2, nRows: 2 });
    await answer(join(some, '*.{csv,jsonl}'), fromPattern);
    expect(readFileSync(fromPattern, 'utf8')).toBe(readFileSync(fromFolder, 'utf8'));
    expect(await answersIn(fromFolder)).toEqual(
      expected([
        { months: 1, plan: 'basic', calls: 1 },
        { months: 60, plan: 'premium', calls: 1 },
      ]),
    );
  });

  it('ends at a row that cannot be answered, and goes on from there with another policy', async () => {
    const path = write(
      'rows.csv',
      'months,plan,calls\n1,basic,1\nsoon,basic,2\n3,basic\n4,basic,3\n',
    );
    const out = at('answers.csv');
    await expect(answer(path, out)).rejects.toMatchObject({
      code: 'INPUT_SCHEMA_MISMATCH',
      message: `Row 2 of "${path}" cannot be answered: Column "months" must be a number, got "soon".`,
      details: { row: 2, values: { months: 'soon', plan: 'basic', calls: '2' } },
    });
    expect(readdirSync(folder)).not.toContain(out.slice(folder.length + 1));
    const summary = await answer(path, out, { badRows: 'empty' });
    expect(summary).toMatchObject({ nRows: 4, nRejected: 2, rejects: `${out}.rejects.jsonl` });
    const lines = linesOf(out);
    expect([lines[2], lines[3]]).toEqual([',,', ',,']);
    expect(linesOf(`${out}.rejects.jsonl`).map((line) => JSON.parse(line))).toEqual([
      {
        file: path,
        row: 2,
        reasons: ['Column "months" must be a number, got "soon".'],
        values: { months: 'soon', plan: 'basic', calls: '2' },
      },
      {
        file: path,
        row: 3,
        reasons: ['The row must have 3 cells, got 2.'],
        values: { months: null, plan: null, calls: null },
      },
    ]);
    expect(readdirSync(folder).filter((name) => /\.(part|progress)$/.test(name))).toEqual([]);
  });

  it('tells absent columns of the last file before it answers the first', async () => {
    const some = join(folder, 'absent');
    mkdirSync(some);
    writeFileSync(join(some, 'a.csv'), CSV);
    writeFileSync(join(some, 'b.csv'), 'month,plan,calls\n1,basic,1\n');
    const out = at('answers.csv');
    await expect(answer(some, out)).rejects.toMatchObject({
      code: 'INPUT_SCHEMA_MISMATCH',
      message:
        'The table does not fit the model: Column "months" must be there, got no column of this name.',
      hint: 'Did you mean "month"?',
    });
    await expect(answer(join(some, 'a.csv'), out, { keep: ['ids'] })).rejects.toMatchObject({
      code: 'COLUMN_UNKNOWN',
      hint: 'Did you mean "id"?',
    });
  });

  it('refuses empty files, endings that promise another format, and folders that are not there', async () => {
    const path = write('rows.csv', CSV);
    await expect(answer(write('empty.csv', ''), at('a.csv'))).rejects.toMatchObject({
      code: 'TABLE_EMPTY',
    });
    await expect(
      answer(write('header.csv', 'months,plan,calls\n'), at('a.csv')),
    ).rejects.toMatchObject({ code: 'TABLE_EMPTY' });
    await expect(answer(path, at('a.xlsx'))).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      details: { ending: '.xlsx' },
    });
    await expect(answer(path, join(folder, 'nowhere', 'a.csv'))).rejects.toMatchObject({
      code: 'FILE_NOT_WRITABLE',
    });
    await expect(answer(join(folder, 'no-*.csv'), at('a.csv'))).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
    });
  });

  it.skipIf(process.platform !== 'linux')('says that the disk is full', async () => {
    const out = at('full.csv');
    symlinkSync('/dev/full', `${out}.part`);
    await expect(answer(write('rows.csv', CSV), out)).rejects.toMatchObject({ code: 'DISK_FULL' });
  });

  it('says what differs from training', async () => {
    const path = write('rows.csv', 'note,calls,months,plan\nx,1,,mars\ny,2,3,basic\n');
    expect((await answer(path, at('a.csv'))).notes).toEqual([
      'Columns the model does not use were left out: "note".',
      'Columns stand in another order than in training; they were matched by name.',
      'Values are missing where training had none, and were imputed: "months".',
      'Column "plan": 1 row has a level that training never saw: "mars".',
    ]);
  });
});
