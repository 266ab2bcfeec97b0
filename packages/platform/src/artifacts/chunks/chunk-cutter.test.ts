import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChunkCutter, type Cut } from './chunk-cutter.ts';
import { LONGEST_BYTES, SHORTEST_BYTES } from './cut-rule.ts';

function cutsOf(bytes: Uint8Array, blockBytes: number): Cut[] {
  const cutter = new ChunkCutter();
  const cuts: Cut[] = [];
  for (let at = 0; at < bytes.length; at += blockBytes) {
    cutter.pushLines(bytes.subarray(at, at + blockBytes));
    cuts.push(...cutter.take());
  }
  cutter.finish();
  return [...cuts, ...cutter.take()];
}

function chunksOf(bytes: Uint8Array): string[] {
  let start = 0;
  return cutsOf(bytes, 1 << 20).map(({ end, mark }) => {
    const size = end - start;
    start = end;
    return `${size}:${mark}`;
  });
}

const lines = (n: number, from = 0) =>
  Array.from(
    { length: n },
    (_, i) => `${from + i},${Math.imul(from + i, 0x9e3779b1) >>> 0},some text in between\n`,
  ).join('');
const table = Buffer.from(lines(600_000));

describe('cutting a file', () => {
  it('is the same whatever blocks it comes in', () => {
    const whole = cutsOf(table, table.length);
    expect(whole.length).toBeGreaterThan(4);
    for (const blockBytes of [65_537, 1 << 20, 5_000_003])
      expect(cutsOf(table, blockBytes)).toEqual(whole);
  });

  it('ends chunks behind lines, 2 to 16 MiB apart, and leaves no byte out', () => {
    const cuts = cutsOf(table, 1 << 20);
    const sizes = cuts.map(({ end }, k) => end - (cuts[k - 1]?.end ?? 0));
    expect(cuts.at(-1)?.end).toBe(table.length);
    for (const { end } of cuts) expect(table[end - 1]).toBe(10);
    for (const size of sizes.slice(0, -1)) {
      expect(size).toBeGreaterThanOrEqual(SHORTEST_BYTES);
      expect(size).toBeLessThanOrEqual(LONGEST_BYTES + 64);
    }
  });

  it('changes a few chunks only where something is inserted', () => {
    const known = new Set(chunksOf(table));
    fc.assert(
      fc.property(fc.nat(table.length), fc.integer({ min: 1, max: 3000 }), (near, n) => {
        const at = table.indexOf(10, near) + 1;
        const inserted = Buffer.from(lines(n, 5_000_000));
        const longer = Buffer.concat([table.subarray(0, at), inserted, table.subarray(at)]);
        const fresh = chunksOf(longer).filter((chunk) => !known.has(chunk));
        expect(fresh.length).toBeLessThanOrEqual(3);
      }),
      { seed: 2, numRuns: 2 },
    );
  });

  it('cuts what has no lines at 16 MiB', () => {
    const bytes = new Uint8Array(LONGEST_BYTES * 2 + 5).fill(65);
    expect(cutsOf(bytes, 1 << 20).map(({ end }) => end)).toEqual([
      LONGEST_BYTES,
      2 * LONGEST_BYTES,
      bytes.length,
    ]);
  });
});
