import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { type Column, encodeText } from '../table/index.ts';
import { checkIdLike } from './index.ts';

const N_ROWS = 500;
const random = seededRandom(8);
const numbers = (name: string, value: (i: number) => number): Column => ({
  name,
  kind: 'number',
  values: Float64Array.from({ length: N_ROWS }, (_, i) => value(i)),
});
const words = (value: (i: number) => string): Column =>
  encodeText(
    'x',
    'category',
    Array.from({ length: N_ROWS }, (_, i) => value(i)),
  );
const hash = (i: number): string =>
  Math.imul(i + 7, 0x9e3779b1)
    .toString(16)
    .replace('-', 'f')
    .padStart(8, '0')
    .slice(0, 8);
const why = (column: Column) => checkIdLike(column)[0]?.details.why;

describe('checkIdLike', () => {
  it('knows numbers that grow with the rows, with gaps', () => {
    let last = 1000;
    expect(why(numbers('ref', () => (last += 1 + random.below(9))))).toMatch(
      /grow from row to row/,
    );
  });

  it('knows numbers that were handed out once each', () => {
    const drawn = new Set<number>();
    while (drawn.size < N_ROWS) drawn.add(1000 + random.below(9000));
    const all = [...drawn];
    expect(why(numbers('ref', (i) => all[i]))).toMatch(/4 digits fill their range evenly/);
  });

  it('knows hashes that repeat a little, and texts that hardly do', () => {
    expect(why(words((i) => hash(i % 250)))).toMatch(/form of a hash/);
    expect(why(words((i) => `remark ${i % 450}`))).toMatch(/450 different values in 500 rows/);
  });

  it.each<[string, Column]>([
    ['a measure', numbers('height', () => Math.round(170 + 10 * random.normal()))],
    ['a sorted measure with repetitions', numbers('x', (i) => Math.floor(i / 2))],
    ['instants', numbers('x', (i) => 1_600_000_000 + 61 * i)],
    ['years', numbers('year', (i) => 1500 + i + (i % 2))],
    [
      'lognormal amounts without repetition',
      numbers('x', (i) => Math.round(1e6 * Math.exp(random.normal())) * 1000 + i),
    ],
    ['codes of some groups', words((i) => hash(i % 40))],
    ['names of some groups', words((i) => `shop ${i % 40}`)],
  ])('is silent on %s', (_what, column) => {
    expect(checkIdLike(column)).toEqual([]);
  });
});
