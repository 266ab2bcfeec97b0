import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NamedTensor } from './oip/index.ts';
import { countTensorRows, tensorRows } from './tensor-rows.ts';

const fp32 = (name: string, shape: readonly number[], values: readonly number[]): NamedTensor => ({
  ...{ name, datatype: 'FP32', shape },
  values: Float32Array.from(values),
});

describe('tensorRows', () => {
  it('cuts tensors along their first axis, as lists within lists', () => {
    const matrix = fp32('matrix', [2, 1, 2], [1, 2, 3, 4]);
    const numbers: NamedTensor = {
      ...{ name: 'numbers', datatype: 'INT64', shape: [2] },
      values: BigInt64Array.from([5n, 2n ** 60n]),
    };
    const yes: NamedTensor = {
      ...{ name: 'yes', datatype: 'BOOL', shape: [2] },
      values: Uint8Array.from([1, 0]),
    };
    expect(countTensorRows([matrix, numbers])).toBe(2);
    expect(tensorRows([matrix, numbers, yes], 2)).toEqual([
      { matrix: [[1, 2]], numbers: 5, yes: true },
      { matrix: [[3, 4]], numbers: '1152921504606846976', yes: false },
    ]);
  });

  it('leaves a tensor of another length whole, in the first row', () => {
    const rows = tensorRows(
      [fp32('x', [2], [1, 2]), fp32('scale', [], [3]), fp32('w', [1, 3], [4, 5, 6])],
      2,
    );
    expect(rows).toEqual([{ x: 1, scale: 3, w: [[4, 5, 6]] }, { x: 2 }]);
  });

  it('keeps the SHA-256 of the bytes of more than 100 elements, and of texts beyond 10 000 letters', () => {
    const values = Array.from({ length: 101 }, (_, i) => i / 4);
    const bytes = Buffer.from(Float32Array.from(values).buffer);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(tensorRows([fp32('x', [101], values)], 1)).toEqual([
      { x: { datatype: 'FP32', shape: [101], sha256 } },
    ]);
    const [kept] = tensorRows([fp32('x', [1, 100], values.slice(0, 100))], 1);
    expect(kept?.x).toEqual(values.slice(0, 100));
    const text = (length: number): NamedTensor => ({
      ...{ name: 't', datatype: 'BYTES', shape: [1] },
      values: ['a'.repeat(length)],
    });
    expect(tensorRows([text(10_001)], 1)).toMatchObject([{ t: { datatype: 'BYTES', shape: [1] } }]);
    expect(tensorRows([text(10_000)], 1)).toEqual([{ t: 'a'.repeat(10_000) }]);
  });

  it('writes no lists of a tensor without elements, whatever its shape says', () => {
    const empty = fp32('x', [1e9, 0], []);
    const nRows = countTensorRows([empty]);
    expect(nRows).toBe(1);
    expect(tensorRows([empty], nRows)).toMatchObject([{ x: { shape: [1e9, 0] } }]);
    expect(tensorRows([fp32('x', [0, 3], [])], countTensorRows([fp32('x', [0, 3], [])]))).toEqual(
      [],
    );
  });

  it('keeps every element of a small tensor in its place', () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(shapes, (shape) => {
        const size = shape.reduce((product, length) => product * length, 1);
        const values = Array.from({ length: size }, (_, i) => i);
        const rows = tensorRows([fp32('x', shape, values)], shape[0] ?? 1);
        const lists = rows.map(({ x }) => x);
        expect(lists.flat(Number.POSITIVE_INFINITY)).toEqual(values);
        expect(depthOf(lists)).toEqual(shape);
      }),
      { seed: 3, numRuns: 60 },
    );
  });
});

function depthOf(value: unknown): number[] {
  return Array.isArray(value) ? [value.length, ...depthOf(value[0])] : [];
}
