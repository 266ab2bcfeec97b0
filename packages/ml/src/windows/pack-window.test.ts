import { AppError } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeText, type NumericColumn } from '../table/index.ts';
import {
  addWindow,
  type Binning,
  type ColumnWindow,
  chooseBinning,
  countColumn,
  emptyWindow,
  packWindow,
  unpackWindow,
} from './index.ts';

const numbers = (values: readonly number[]): NumericColumn => ({
  ...{ name: 'x', kind: 'number' },
  values: Float64Array.from(values),
});
const texts = (values: readonly (string | null)[]) => encodeText('c', 'category', values);
const anyNumbers = fc.array(fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 })), {
  maxLength: 60,
});
const anyLevels = fc.array(
  fc.option(fc.oneof(fc.string(), fc.constantFrom('a', 'b', '\ud800', 'été'))),
);

interface Packed {
  readonly binning: Binning;
  readonly window: ColumnWindow;
}

const anyWindow: fc.Arbitrary<Packed> = fc.oneof(
  fc
    .tuple(anyNumbers, anyNumbers, fc.boolean())
    .map(([reference, values, isWeighted]) => packedOf(numbers, [reference, values], isWeighted)),
  fc
    .tuple(anyLevels, anyLevels, fc.boolean())
    .map(([reference, values, isWeighted]) => packedOf(texts, [reference, values], isWeighted)),
);

function packedOf<T>(
  column: (values: readonly T[]) => ReturnType<typeof texts> | NumericColumn,
  [reference, values]: readonly [readonly T[], readonly T[]],
  isWeighted: boolean,
): Packed {
  const binning = chooseBinning(column(reference));
  const weights = isWeighted ? Float64Array.from(values, (_, i) => 1 + (i % 7) / 3) : undefined;
  return { binning, window: countColumn(binning, column(values), weights) };
}

describe('a packed window', () => {
  it('is the same window again, to the bit, from any buffer', () => {
    fc.assert(
      fc.property(anyWindow, fc.nat(7), ({ binning, window }, shift) => {
        const bytes = packWindow(window);
        const moved = new Uint8Array(bytes.length + shift).subarray(shift);
        moved.set(bytes);
        expect(unpackWindow(binning, moved)).toStrictEqual(window);
        expect(packWindow(unpackWindow(binning, bytes))).toEqual(bytes);
      }),
      { seed: 1 },
    );
  });

  it('says what it is in its first bytes, and counts a run of empty bins as one', () => {
    const binning: Binning = { name: 'c', kind: 'category', levels: ['a', 'b', 'd', 'e'] };
    const values = [...Array.from({ length: 300 }, () => 'a'), null, 'é'];
    const window = countColumn(binning, texts(values));
    const [version, whole, withNewLevels] = [1, 1, 8];
    expect([...packWindow(window)]).toEqual([
      ...[version, whole | withNewLevels],
      ...[302 - 256 + 128, 2], // Rows: 302 = 46 + 2 * 128.
      ...[1, 0], // Missing, infinite.
      ...[300 - 256 + 128, 2, 0, 2, 1], // 300 of "a", three empty bins, one of another level.
      ...[1, 1, 0xe9 - 128 + 128, 1, 1], // One new level of one letter, once.
    ]);
  });

  it('of hours is added to the window of the month', () => {
    fc.assert(
      fc.property(anyNumbers, fc.array(anyNumbers), (reference, hours) => {
        const binning = chooseBinning(numbers(reference));
        const [ofPacked, ofWindows] = [emptyWindow(binning), emptyWindow(binning)];
        for (const hour of hours) {
          const window = countColumn(binning, numbers(hour));
          addWindow(ofWindows, window);
          addWindow(ofPacked, unpackWindow(binning, packWindow(window)));
        }
        expect(ofPacked).toStrictEqual(ofWindows);
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  it('of an hour of a hundred rows takes less than 200 bytes', () => {
    const binning = chooseBinning(numbers(Array.from({ length: 5000 }, (_, i) => Math.sin(i))));
    const hour = Array.from({ length: 100 }, (_, i) => Math.sin(i / 3));
    expect(packWindow(countColumn(binning, numbers(hour))).length).toBeLessThan(200);
  });

  it('is refused where bytes lack, are too many, or are changed so that its rows do not add up', () => {
    fc.assert(
      fc.property(anyWindow, fc.nat(), fc.integer({ min: 1, max: 255 }), (packed, at, change) => {
        const { binning, window } = packed;
        const bytes = packWindow(window);
        const cut = bytes.subarray(0, at % bytes.length);
        for (const damaged of [cut, Uint8Array.of(...bytes, change)])
          expect(() => unpackWindow(binning, damaged)).toThrow(
            expect.objectContaining({ code: 'ARGUMENT_INVALID' }),
          );
        const flipped = Uint8Array.from(bytes);
        flipped[at % bytes.length] ^= change;
        const counted = countedOf(() => unpackWindow(binning, flipped));
        if (counted !== undefined) expect(counted.sum).toBeCloseTo(counted.weight, 3);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it.each<[string, readonly number[], string]>([
    ['of a later version', [9], 'be of version 1, got 9'],
    ['with parts that nobody knows', [1, 16], 'have parts up to 15, got 16'],
    ['that end', [1, 1], 'hold 1 more bytes from 2, got 0'],
    ['that count rows twice', [1, 1, 2, 0, 0, 3, 0, 0], 'count what its rows stand for, 2, got 3'],
    ['with more empty bins than there are', [1, 1, 0, 0, 0, 0, 3], 'a count of at most 1 before'],
    ['beyond whole numbers', [1, 1, ...Array(9).fill(255)], 'hold counts below 2^53'],
    ['that go on', [1, 1, 1, 0, 0, 1, 0, 0, 7], 'end after 8 bytes, got 9'],
  ])('is refused %s', (_what, bytes, message) => {
    const binning: Binning = { name: 'c', kind: 'boolean', levels: ['true'] };
    expect(() => unpackWindow(binning, Uint8Array.from(bytes))).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: expect.stringContaining(`The stored window of column "c" must `),
        details: expect.objectContaining({ column: 'c' }),
      }),
    );
    expect(() => unpackWindow(binning, Uint8Array.from(bytes))).toThrow(message);
  });
});

/** What a window counts and what it stands for; undefined where it is refused. */
function countedOf(read: () => ColumnWindow): { sum: number; weight: number } | undefined {
  try {
    const { counts, missing, weight } = read();
    return { sum: counts.reduce((sum, count) => sum + count, missing), weight };
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'ARGUMENT_INVALID') return undefined;
    throw thrown;
  }
}
