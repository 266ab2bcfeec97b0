import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLine, type PlaceInLine } from './line.ts';

type Step =
  | { readonly kind: 'enter' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'giveUp'; readonly at: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.constant({ kind: 'enter' as const }),
    fc.constant({ kind: 'leave' as const }),
    fc.record({ kind: fc.constant('giveUp' as const), at: fc.nat(20) }),
  ),
  { maxLength: 80 },
);

describe('line', () => {
  it('does as two lists of names do, whatever happens in which order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.nat(4),
        steps,
        (maxInFlight, maxWaiting, taken) => {
          const line = createLine({ maxInFlight, maxWaiting });
          const admitted: number[] = [];
          const places = new Map<number, PlaceInLine>();
          const inside: number[] = [];
          let waiting: number[] = [];
          const expected: number[] = [];
          let nRefused = 0;
          taken.forEach((step, name) => {
            if (step.kind === 'enter') {
              const entered = line.enter(() => admitted.push(name));
              if (inside.length < maxInFlight) {
                inside.push(name);
                expect(entered).toBe('in');
              } else if (waiting.length < maxWaiting) {
                waiting.push(name);
                expect(entered).toHaveProperty('giveUp');
                places.set(name, entered as PlaceInLine);
              } else {
                nRefused++;
                expect(entered).toBe('full');
              }
            } else if (step.kind === 'leave') {
              if (inside.length === 0) return;
              line.leave();
              inside.pop();
              const [first] = waiting;
              if (first === undefined) return;
              waiting = waiting.slice(1);
              inside.push(first);
              expected.push(first);
            } else {
              const [name = -1, place] = [...places][step.at] ?? [];
              place?.giveUp();
              waiting = waiting.filter((one) => one !== name);
            }
            expect([line.nInFlight, line.nWaiting, line.nRefused]).toEqual([
              inside.length,
              waiting.length,
              nRefused,
            ]);
            expect(admitted).toEqual(expected);
          });
        },
      ),
      { seed: 55, numRuns: 300 },
    );
  });
});
