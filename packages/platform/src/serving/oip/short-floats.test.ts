import { describe, expect, it } from 'vitest';
import { fromBrain, fromHalf, toBrain, toHalf } from './short-floats.ts';

/** The engine's own half-precision array, which the library of types does not know yet. */
const Half = (globalThis as unknown as { Float16Array: new (from: ArrayLike<number>) => Shorts })
  .Float16Array;
type Shorts = ArrayLike<number> & { readonly buffer: ArrayBuffer };

const bitsOf = (value: number) => new Uint16Array(new Half([value]).buffer)[0];

/** Published values of IEEE 754 binary16: bits and what they mean. */
const HALVES: readonly (readonly [bits: number, value: number])[] = [
  [0x0000, 0],
  [0x8000, -0],
  [0x0001, 2 ** -24],
  [0x03ff, 1023 * 2 ** -24],
  [0x0400, 2 ** -14],
  [0x3555, 0.333251953125],
  [0x3bff, 0.99951171875],
  [0x3c00, 1],
  [0x3c01, 1.0009765625],
  [0xc000, -2],
  [0x7bff, 65_504],
  [0x7c00, Number.POSITIVE_INFINITY],
  [0xfc00, Number.NEGATIVE_INFINITY],
];

describe('half-precision numbers', () => {
  it.each(HALVES)('%i means %d, and the other way round', (bits, value) => {
    expect(fromHalf(bits)).toBe(value);
    expect(toHalf(value)).toBe(bits);
  });

  it('mean what the engine says, all 65 536 of them, and come back as they were', () => {
    const all = new Half([]);
    expect(all.length).toBe(0);
    const theirs = new (Half as unknown as new (from: ArrayBuffer) => Shorts)(
      Uint16Array.from({ length: 65_536 }, (_, bits) => bits).buffer,
    );
    const wrong: number[] = [];
    for (let bits = 0; bits < 65_536; bits++) {
      const own = fromHalf(bits);
      const back = Number.isNaN(own) ? bits : toHalf(own);
      if (!Object.is(own, theirs[bits]) || back !== bits) wrong.push(bits);
    }
    expect(wrong).toEqual([]);
  });

  it('are the nearest, ties to even: between all neighbors as the engine rounds', () => {
    const wrong: number[] = [];
    for (let bits = 0; bits < 0x7bff; bits++) {
      const [low, high] = [fromHalf(bits), fromHalf(bits + 1)];
      const middle = (low + high) / 2;
      const near = [middle, middle * (1 - 2 ** -52), middle * (1 + 2 ** -52), -middle];
      for (const value of near) if (toHalf(value) !== bitsOf(value)) wrong.push(value);
    }
    expect(wrong).toEqual([]);
  });

  it('beyond the largest are infinite, below half of the smallest zero', () => {
    expect(toHalf(65_519.999)).toBe(0x7bff);
    expect(toHalf(65_520)).toBe(0x7c00);
    expect(toHalf(-Number.MAX_VALUE)).toBe(0xfc00);
    expect(toHalf(2 ** -25)).toBe(0);
    expect(toHalf(2 ** -25 * (1 + 2 ** -52))).toBe(1);
    expect(toHalf(-Number.MIN_VALUE)).toBe(0x8000);
    expect(fromHalf(toHalf(Number.NaN))).toBeNaN();
  });
});

describe('brain floats', () => {
  it('are the upper half of a float, all 65 536 of them, and come back as they were', () => {
    const word = new Uint32Array(1);
    const float = new Float32Array(word.buffer);
    const wrong: number[] = [];
    for (let bits = 0; bits < 65_536; bits++) {
      word[0] = bits << 16;
      const own = fromBrain(bits);
      const back = Number.isNaN(own) ? bits : toBrain(own);
      if (!Object.is(own, float[0]) || back !== bits) wrong.push(bits);
    }
    expect(wrong).toEqual([]);
  });

  it('are the nearest, ties to even', () => {
    const wrong: number[] = [];
    for (let bits = 0; bits < 0x7f7f; bits++) {
      const middle = (fromBrain(bits) + fromBrain(bits + 1)) / 2;
      if (toBrain(middle) !== bits + (bits % 2)) wrong.push(bits);
      if (toBrain(middle * (1 + 2 ** -52)) !== bits + 1) wrong.push(bits);
      if (toBrain(-middle * (1 - 2 ** -52)) !== 0x8000 + bits) wrong.push(bits);
    }
    expect(wrong).toEqual([]);
    expect(toBrain(Number.MAX_VALUE)).toBe(0x7f80);
    expect(toBrain(Number.NEGATIVE_INFINITY)).toBe(0xff80);
  });
});
