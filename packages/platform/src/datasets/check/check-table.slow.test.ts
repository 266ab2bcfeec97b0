import { seededRandom } from '@kaizenml/ml/math';
import { encodeText, makeTable, type Table } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { checkTable } from './check-table.ts';

/** People with a height, a title that tells their sex, and an answer. */
function people(n: number, seed: number, { unit = 1, shareYes = 0.5 } = {}): Table {
  const random = seededRandom(seed);
  const rows = Array.from({ length: n }, () => {
    const isFemale = random.next() < 0.5;
    return {
      sex: isFemale ? 'female' : 'male',
      title: isFemale === random.next() < 0.97 ? 'F7' : 'H2',
      height: unit * (170 + 8 * random.normal()),
      score: random.normal(),
      answer: random.next() < shareYes ? 'yes' : 'no',
    };
  });
  const texts = (name: 'sex' | 'title' | 'answer') =>
    encodeText(
      name,
      'category',
      rows.map((row) => row[name]),
    );
  const numbers = (name: 'height' | 'score') => ({
    name,
    kind: 'number' as const,
    values: Float64Array.from(rows, (row) => row[name]),
  });
  return makeTable([
    texts('sex'),
    texts('title'),
    numbers('height'),
    numbers('score'),
    texts('answer'),
  ]);
}
const options = { ignore: [], seed: 1 };
const codes = (table: Table, more: Partial<Parameters<typeof checkTable>[1]>) =>
  checkTable(table, { ...options, ...more }).findings.map(
    ({ code, column, severity }) => `${severity} ${code} ${column}`,
  );

describe('checkTable', () => {
  const table = people(400, 1);
  const proxy = 'info PROTECTED_PROXY sex';

  it('asks for proxies of columns whose names are protected, ignored or not', () => {
    expect(codes(table, { target: 'answer' })).toEqual([proxy]);
    expect(codes(table, { target: 'answer', ignore: ['sex'] })).toEqual([proxy]);
    expect(codes(table, {})).toEqual([proxy]);
  });

  it('says every finding once', () => {
    const mails = Array.from({ length: 400 }, (_, i) => `someone${i % 200}@mail.example.org`);
    const personal = makeTable([...table.columns, encodeText('contact', 'category', mails)]);
    const found = codes(personal, { target: 'answer' });
    expect(found.filter((one) => one.includes('PERSONAL_DATA'))).toHaveLength(1);
  });

  it('compares units and labels with test rows', () => {
    const test = people(300, 2, { unit: 1 / 2.54, shareYes: 0.15 });
    expect(codes(table, { target: 'answer', test })).toEqual([
      'warning LABELS_SHIFTED answer',
      'error UNITS_CHANGED height',
      proxy,
    ]);
    expect(codes(table, { test })).toEqual(['error UNITS_CHANGED height', proxy]);
    expect(codes(table, { target: 'answer', test: people(300, 3) })).toEqual([proxy]);
  });

  it('does with test rows that have no target', () => {
    const { columns } = people(300, 3);
    const test = makeTable(columns.filter(({ name }) => name !== 'answer'));
    expect(codes(table, { target: 'answer', test })).toEqual([proxy]);
  });
});
