import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { type Column, encodeText, makeTable } from '../../table/index.ts';
import { isLuhn } from './check-digits/luhn.ts';
import { checkPersonalData } from './personal-data.ts';
import { redactColumn } from './redact-column.ts';

const N = 400;
const random = seededRandom(11);
const texts = (
  make: (i: number) => string | null,
  name = 'x',
  kind: 'category' | 'text' = 'category',
) =>
  encodeText(
    name,
    kind,
    Array.from({ length: N }, (_, i) => make(i)),
  );
const digits = (n: number) => Array.from({ length: n }, () => random.below(10)).join('');
const numbers = (name: string, make: (i: number) => number): Column => ({
  name,
  kind: 'number',
  values: Float64Array.from({ length: N }, (_, i) => make(i)),
});
function card(): string {
  const body = `4${digits(14)}`;
  return `${body}${[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].find((check) => isLuhn(`${body}${check}`))}`;
}
const found = (...columns: Column[]) =>
  checkPersonalData(makeTable(columns)).map(({ column, details }) => [column, details.kind]);

describe('checkPersonalData', () => {
  it.each([
    [
      'one e-mail address in a column of words',
      texts((i) => (i === 77 ? 'jo@mail.org' : `w${i % 5}`)),
      'email',
    ],
    ['card numbers in a tenth of the rows', texts((i) => (i % 10 === 0 ? card() : 'cash')), 'card'],
    ['card numbers read as numbers', numbers('ref', () => Number(card())), 'card'],
    [
      'an IBAN in a note',
      texts(
        (i) => (i === 5 ? 'please pay DE89370400440532013000 soon' : `note ${i} of the day`),
        'note',
        'text',
      ),
      'iban',
    ],
    [
      'phones in notes',
      texts(
        (i) =>
          i % 40 === 0
            ? `please call +44 20 7946 0${100 + i} after six`
            : `nothing to say about ${i}`,
        'note',
        'text',
      ),
      'phone',
    ],
    [
      'digits that are phones by the name of the column',
      texts(() => `7${digits(9)}`, 'mobile_phone'),
      'phone',
    ],
    [
      'social security numbers',
      texts(
        () => `${123 + random.below(400)}-${10 + random.below(80)}-${1000 + random.below(8000)}`,
      ),
      'us-ssn',
    ],
    ['years of birth by their name', numbers('DateOfBirth', (i) => 19_500_101 + i), 'birth-date'],
    ['addresses of machines', texts((i) => `10.1.${i % 250}.${1 + (i % 200)}`), 'ip-address'],
  ])('finds %s', (_, column, kind) => {
    expect(found(column)).toEqual([[column.name, kind]]);
  });

  it.each([
    ['random 16-digit numbers', texts(() => `4${digits(15)}`)],
    ['random 9-digit numbers', numbers('amount', () => 100_000_000 + random.below(800_000_000))],
    ['a running count of 11 digits', numbers('order', (i) => 40_000_000_000 + i)],
    ['leading zeros', texts((i) => `00${1_234_567 + i}`)],
    [
      'versions, times and dates',
      texts((i) => [`1.${i}.0`, `12:${10 + (i % 50)}:07`, `2019-03-${10 + (i % 20)}`][i % 3]),
    ],
    [
      'cities that are first names',
      texts((i) => ['Paris', 'Charlotte', 'Rome', 'Oslo', 'Bern', 'Lyon'][i % 6]),
    ],
    ['companies', texts((i) => `Taxi Affiliation ${'ABCDEFGHIJ'[i % 10]} Services`)],
    [
      'coordinates of districts',
      makeTable([
        numbers('latitude', (i) => 40 + (i % 90) / 100),
        numbers('longitude', (i) => 3 + (i % 90) / 100),
      ]),
    ],
  ])('is silent on %s', (_, given) => {
    expect(checkPersonalData('columns' in given ? given : makeTable([given]))).toEqual([]);
  });

  it('never prints a value', () => {
    const mails = texts((i) => `person${i}@secret-host.org`, 'contact');
    const said = JSON.stringify(checkPersonalData(makeTable([mails])));
    expect(said).not.toMatch(/person\d|secret-host/);
    expect(said).toContain('p•••@•••.org');
  });

  it('tells rows from 1 and how sure it is', () => {
    const column = texts((i) => (i === 76 ? 'jo@mail.org' : 'x'));
    expect(checkPersonalData(makeTable([column]))[0]).toMatchObject({
      severity: 'warning',
      details: { rows: [77], kinds: [{ kind: 'email', where: 'cell', confidence: 'likely' }] },
    });
  });
});

describe('redactColumn', () => {
  const hash = (text: string) => `${text.length}`.repeat(40);

  it('makes years and bands numbers, and pseudonyms equal where values are', () => {
    const dates = encodeText('born', 'category', ['1980-02-03', '03/04/1999', null, 'unknown']);
    expect(redactColumn(dates, { kind: 'year' })).toMatchObject({
      values: Float64Array.of(1980, 1999, Number.NaN, Number.NaN),
    });
    const ages = numbers('age', (i) => i / 2);
    expect(redactColumn(ages, { kind: 'band', width: 10 })).toMatchObject({ kind: 'number' });
    const mails = encodeText('m', 'category', ['ab', 'cd', 'efg', null]);
    expect(redactColumn(mails, { kind: 'pseudonym' }, hash)).toMatchObject({
      codes: Int32Array.of(0, 0, 1, -1),
    });
    expect(redactColumn(mails, { kind: 'drop' })).toBeUndefined();
  });

  it('wants a key for pseudonyms and a width for bands', () => {
    const column = encodeText('m', 'category', ['ab']);
    expect(() => redactColumn(column, { kind: 'pseudonym' })).toThrowError(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'Pseudonyms of column "m" must be made with a key, got none.',
      }),
    );
    expect(() => redactColumn(column, { kind: 'band', width: 0 })).toThrowError(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'The band of column "m" must be wider than 0, got 0.',
      }),
    );
  });
});
