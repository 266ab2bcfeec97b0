import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openHeap } from '../kernels/index.ts';
import { seededRandom } from '../math/index.ts';
import { openNumberCounter } from './count-numbers.ts';
import { emptyWindow, type NumberBinning } from './index.ts';

/** Counts by a plain loop: a bin is as many edges as lie below a value. */
function countPlainly(edges: Float64Array, values: readonly number[], weights: readonly number[]) {
  const counts = new Array<number>(edges.length + 1).fill(0);
  let [missing, infinite] = [0, 0];
  for (const [i, value] of values.entries()) {
    if (Number.isNaN(value)) missing += weights[i];
    else counts[edges.filter((edge) => edge < value).length] += weights[i];
    if (Math.abs(value) === Infinity) infinite += weights[i];
  }
  const finite = values.flatMap((value, i) =>
    Number.isFinite(value) ? [[value, weights[i]] as const] : [],
  );
  const weight = finite.reduce((sum, [, w]) => sum + w, 0);
  const mean = finite.reduce((sum, [value, w]) => sum + (w / weight) * value, 0);
  const squares = finite.reduce((sum, [value, w]) => sum + w * (value - mean) ** 2, 0);
  const [min, max] = [
    Math.min(...finite.map(([value]) => value)),
    Math.max(...finite.map(([value]) => value)),
  ];
  return { missing, infinite, counts, moments: { weight, mean, squares, min, max } };
}

const heap = openHeap(2 ** 24);
/** Where values lie: anywhere, or in the memory of the kernels. */
const places = {
  outside: (values: readonly number[]) => Float64Array.from(values),
  inside(values: readonly number[]) {
    const held = heap.doubles(heap.take(8 * values.length), values.length);
    held.set(values);
    return held;
  },
};
const binningOf = (edges: Float64Array): NumberBinning => ({
  ...{ name: 'x', kind: 'number', edges },
  centers: new Float64Array(edges.length + 1),
});

function count(
  edges: Float64Array,
  values: readonly number[],
  { place = 'outside', weights }: { place?: keyof typeof places; weights?: readonly number[] } = {},
) {
  const window = emptyWindow(binningOf(edges));
  const mark = heap.mark();
  const held = places[place](values);
  const counter = openNumberCounter(edges, heap);
  if (weights === undefined) counter.count(window, held);
  else counter.weigh(window, held, Float64Array.from(weights));
  heap.release(mark);
  const { missing, infinite, counts, moments } = window;
  return { missing, infinite, counts: [...counts], moments };
}

const anyValue = fc.oneof(
  fc.double({ min: -1e9, max: 1e9 }),
  fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0, Number.MIN_VALUE, 1e300, -1e300),
);
const anyEdges = fc
  .uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }), {
    ...{ minLength: 1, maxLength: 255, comparator: 'SameValueZero' },
  })
  .map((edges) => Float64Array.from(edges).sort());

describe('numbers on bins', () => {
  it.each(['outside', 'inside'] as const)('are counted as a plain loop does: %s', (place) => {
    fc.assert(
      fc.property(anyEdges, fc.array(anyValue), (edges, drawn) => {
        const values = [...drawn, ...edges, Infinity, -Infinity, Number.NaN];
        const ones = values.map(() => 1);
        const { moments: _, ...plain } = countPlainly(edges, values, ones);
        expect(count(edges, values, { place })).toMatchObject(plain);
        expect(count(edges, values, { weights: ones })).toMatchObject(plain);
      }),
      { numRuns: 60 },
    );
  });

  it.each([1, 3, 4, 4095, 4096, 4097, 9001])('have the moments of a plain loop: of %i', (n) => {
    const random = seededRandom(n);
    const values = Array.from({ length: n }, () => {
      const draw = random.next();
      if (draw < 0.1) return Number.NaN;
      return draw < 0.12 ? -Infinity : 1e6 + random.normal();
    });
    const weights = values.map(() => 1 + random.below(3));
    const edges = Float64Array.of(1e6 - 1, 1e6, 1e6 + 1);
    const plain = countPlainly(
      edges,
      values,
      values.map(() => 1),
    );
    const asPlain = ({ moments, ...rest }: typeof plain) => ({
      ...rest,
      moments: {
        ...{ weight: moments.weight, min: moments.min, max: moments.max },
        mean: moments.weight > 0 ? moments.mean.toPrecision(13) : 0,
        squares: moments.weight > 0 ? moments.squares.toPrecision(9) : 0,
      },
    });
    for (const place of ['inside', 'outside'] as const)
      expect(asPlain(count(edges, values, { place }))).toEqual(asPlain(plain));
    expect(asPlain(count(edges, values, { weights }))).toEqual(
      asPlain(countPlainly(edges, values, weights)),
    );
  });
});
