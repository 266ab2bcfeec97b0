import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { openHeap } from './heap.ts';
import { LINES, type LineKernels } from './lines.ts';
import { loadKernels } from './load-kernels.ts';
import { POWERS_BYTES, putPowersOfTen } from './powers-of-ten.ts';

const random = seededRandom(12);
const heap = openHeap(2 ** 26);
const compiled = loadKernels(LINES, heap.memory);
const twin = LINES.twin(heap.memory);
const powers = heap.take(POWERS_BYTES);
putPowersOfTen(heap, powers);

/** Numbers as one column of lines. */
function written(kernels: LineKernels, values: Float64Array): string[] {
  const mark = heap.mark();
  const [at, columns, reached] = [heap.take(8 * values.length), heap.take(12), heap.take(4)];
  const room = 30 * values.length + 64;
  const out = heap.take(room);
  heap.doubles(at, values.length).set(values);
  heap.ints(columns, 3).set([0, at, 0]);
  const end = kernels.writeLines(columns, 1, 0, values.length, out, out + room, powers, reached);
  expect(heap.ints(reached, 1)[0]).toBe(values.length);
  const text = Buffer.from(heap.bytes(out, end - out)).toString('utf8');
  heap.release(mark);
  return text.split('\n').slice(0, -1);
}

/** A double of any size: bits by chance. */
function anyDouble(): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setUint32(0, random.below(2 ** 32));
  bits.setUint32(4, random.below(2 ** 32));
  return bits.getFloat64(0);
}

describe('lines', () => {
  it('write numbers as the language does, to the last digit', () => {
    const values = Float64Array.from({ length: 60_000 }, (_, i) => {
      if (i % 4 === 0) return anyDouble();
      if (i % 4 === 1) return random.normal() * 10 ** (random.below(50) - 25);
      if (i % 4 === 2) return random.below(10 ** 6) / 10 ** random.below(8);
      return random.next() * 10 ** random.below(6);
    });
    expect(written(compiled, values)).toEqual(
      Array.from(values, (value) => (Number.isNaN(value) ? '""' : String(value))),
    );
  });

  it('write the hard ones: powers, borders, ties, the smallest and the largest', () => {
    const values = [5e-324, 1e-323, 2.2250738585072014e-308, 2.225073858507201e-308];
    values.push(Number.MAX_VALUE, 9007199254740991, 9007199254740992, 2 ** 63, 2 ** 64, 1e21, 1e20);
    values.push(123456789012345680000, 4294967295, 4294967296, 0.000001, 0.0000012, 1e-7, 1.5e-10);
    values.push(
      9.5367431640625e-7,
      2 ** -1022,
      1.7976931348623155e308,
      8.41e21,
      9.0608011534336e15,
    );
    values.push(2.0e-321, 4.708356024711512e18, 9.409340012568248e18, 1.2345678, 299792458, 0, 0.1);
    values.push(
      5e-7,
      Number.POSITIVE_INFINITY,
      20480000000000000,
      4.4501477170144023e-308,
      100,
      1e9,
    );
    for (let power = -1074; power < 1024; power++) values.push(2 ** power);
    for (let power = -323; power <= 308; power++)
      values.push(Number(`1e${power}`), Number(`9.995e${power}`));
    const signed = Float64Array.from([...values, ...values.map((value) => -value)]);
    const expected = Array.from(signed, (value) => (Object.is(value, -0) ? '-0' : String(value)));
    expect(written(compiled, signed)).toEqual(expected);
    expect(written(twin, signed)).toEqual(expected);
  });

  it('write levels, texts and numbers as their twin does, and stop where a line may not fit', () => {
    const PIECES = [
      'a',
      ',',
      '"',
      ' ',
      '\n',
      '\r',
      'é',
      '\u00a0',
      '\u2003',
      '\u3000',
      '\ufeff',
      '漢',
      '\t',
      'long cell',
    ];
    for (let round = 0; round < 300; round++) {
      const [mark, nRows] = [heap.mark(), 1 + random.below(8)];
      const nColumns = 1 + random.below(4);
      const texts = Array.from({ length: nRows }, () =>
        Array.from({ length: random.below(5) }, () => PIECES[random.below(PIECES.length)]).join(''),
      );
      const bytes = texts.map((text) => Buffer.from(text));
      const [columns, reached] = [heap.take(12 * nColumns), heap.take(4)];
      const [base, pairs] = [heap.take(200), heap.take(8 * nRows)];
      const [levels, codes, values] = [
        heap.take(8 * nRows),
        heap.take(4 * nRows),
        heap.take(8 * nRows),
      ];
      let at = base;
      for (const [i, each] of bytes.entries()) {
        heap.bytes(at, each.length).set(each);
        const hasPairs = !texts[i]?.includes('"') || random.below(2) === 0 ? 0 : 0x8000_0000;
        heap.ints(pairs + 8 * i, 2).set([at - base, each.length | hasPairs]);
        heap.ints(levels + 8 * i, 2).set([at, each.length]);
        at += each.length;
      }
      heap.ints(codes, nRows).set(texts.map(() => random.below(nRows + 1) - 1));
      heap
        .doubles(values, nRows)
        .set(texts.map(() => (random.below(3) === 0 ? Number.NaN : random.normal())));
      for (let j = 0; j < nColumns; j++) {
        const kind = random.below(3);
        const parts = [
          [0, values, 0],
          [1, codes, levels],
          [2, pairs, base],
        ][kind] as number[];
        heap.ints(columns + 12 * j, 3).set(parts);
      }
      const [out, room] = [heap.take(600), 40 + random.below(500)];
      const [first, second] = [compiled, twin].map(({ writeLines }) => {
        const end = writeLines(columns, nColumns, 0, nRows, out, out + room, powers, reached);
        expect(end).toBeLessThanOrEqual(out + room);
        return [Buffer.from(heap.bytes(out, end - out)).toString(), heap.ints(reached, 1)[0]];
      });
      expect(first).toEqual(second);
      heap.release(mark);
    }
  });
});
