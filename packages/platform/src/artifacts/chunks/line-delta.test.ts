import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDelta, encodeDelta } from './line-delta.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a delta of lines', () => {
  it('gives the text back, or says that there is too little in common', () => {
    const line = fc.string({ maxLength: 12 }).map((text) => `${text}\n`);
    const lines = fc.array(fc.oneof(line, fc.constantFrom('a,1\n', 'b,2\n', '\n')), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(lines, lines, fc.nat(60), fc.nat(20), (old, inserted, at, removed) => {
        const changed = old.toSpliced(at, removed, ...inserted);
        const [base, target] = [bytes(old.join('')), bytes(changed.join(''))];
        const delta = encodeDelta(base, target);
        if (delta !== undefined) expect(applyDelta(base, delta)).toEqual(target);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('costs about the share of lines that changed, were added and went', () => {
    const line = (i: number) =>
      `${i},${Math.imul(i, 0x9e3779b1) >>> 0},${Math.imul(i, 0x85ebca6b) >>> 0}\n`;
    const old = Array.from({ length: 20_000 }, (_, i) => line(i));
    const next = old.map((text, i) => (i % 100 === 7 ? line(i + 1e6) : text));
    next.splice(5000, 50);
    next.splice(9000, 0, ...Array.from({ length: 50 }, (_, i) => line(i + 2e6)));
    const [base, target] = [bytes(old.join('')), bytes(next.join(''))];
    const delta = encodeDelta(base, target);
    expect(applyDelta(base, delta ?? new Uint8Array())).toEqual(target);
    expect(delta?.length).toBeLessThan(0.015 * target.length);
    expect(delta?.length).toBeGreaterThan(0.002 * target.length);
  });

  it('is not made between texts that have nothing in common', () => {
    expect(encodeDelta(bytes('a\nb\nc\n'), bytes('x\ny\nz\n'.repeat(9)))).toBeUndefined();
  });
});
