import { expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import type { TableEncoding } from '../encoding/column-encoding.ts';
import { blobs } from '../testing/blobs.ts';
import { isSeveral } from './is-several.ts';

const column = { kind: 'number', isDate: false, isLog: false, center: 0, spread: 1 } as const;
const encoding: TableEncoding = {
  columns: ['a', 'b', 'c'].map((name) => ({ ...column, name })),
  leftOut: [],
};
const of = (centers: readonly (readonly number[])[], nRows: number) =>
  isSeveral(blobs(centers, { nRows, random: seededRandom(2) }), encoding, seededRandom(1));

it('tells two clouds from one, and does not judge few or equal rows', () => {
  expect(
    of(
      [
        [0, 0, 0],
        [9, 9, 0],
      ],
      100,
    ),
  ).toBe(true);
  expect(of([[0, 0, 0]], 100)).toBe(false);
  expect(
    of(
      [
        [0, 0, 0],
        [9, 9, 0],
      ],
      12,
    ),
  ).toBe(false);
  const same = { nRows: 50, nColumns: 3, values: new Float64Array(150).fill(2) };
  expect(isSeveral(same, encoding, seededRandom(1))).toBe(false);
});

it('does not call a single far row a part', () => {
  const x = blobs([[0, 0, 0]], { nRows: 100, random: seededRandom(4) });
  x.values.set([30, 30, 30], 0);
  expect(isSeveral(x, encoding, seededRandom(1))).toBe(false);
});
