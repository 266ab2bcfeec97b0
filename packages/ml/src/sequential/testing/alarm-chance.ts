import type { Trials } from '../bernoulli-mixture.ts';
import type { Arm, PerArm } from '../guard.ts';

/** What is looked at after every request. */
export interface Looks {
  /** The arms in their order, or how many requests a router deals by chance. */
  readonly arms: readonly Arm[] | { readonly n: number; readonly share: number };
  isAlarm(trials: PerArm<Trials>): boolean;
  /** True rates of A and B. */
  readonly rates: readonly (readonly [a: number, b: number])[];
}

/**
 * The chance that an alarm is ever raised, for each pair of true rates: no simulation, every sequence is counted.
 *
 * @cost O(n^3) looks for arms in order, O(n^4) by chance.
 */
export function alarmChance({ arms, isAlarm, rates }: Looks): number[] {
  const inOrder = Array.isArray(arms) ? (arms as readonly Arm[]) : undefined;
  const { n, share } = inOrder
    ? { n: inOrder.length, share: 0 }
    : (arms as { n: number; share: number });
  const alarmed = rates.map(() => 0);
  const verdicts = new Map<string, boolean>();
  let states = new Map([['0,0,0,0', rates.map(() => 1)]]);
  for (let i = 0; i < n; i++) {
    const next = new Map<string, number[]>();
    for (const [key, chances] of states) {
      const [nA, kA, nB, kB] = key.split(',').map(Number);
      for (const arm of ['a', 'b'] as const) {
        const due = inOrder ? Number(inOrder[i] === arm) : arm === 'b' ? share : 1 - share;
        for (const had of due === 0 ? [] : [0, 1]) {
          const to = arm === 'a' ? [nA + 1, kA + had, nB, kB] : [nA, kA, nB + 1, kB + had];
          const parts = chances.map((chance, at) => {
            const p = rates[at][arm === 'a' ? 0 : 1];
            return chance * due * (had ? p : 1 - p);
          });
          const name = to.join(',');
          const known = next.get(name);
          next.set(name, known ? known.map((chance, at) => chance + parts[at]) : parts);
        }
      }
    }
    states = next;
    for (const [key, chances] of states) {
      const [nA, kA, nB, kB] = key.split(',').map(Number);
      const known = verdicts.get(key) ?? isAlarm({ a: { n: nA, sum: kA }, b: { n: nB, sum: kB } });
      verdicts.set(key, known);
      if (!known) continue;
      chances.forEach((chance, at) => {
        alarmed[at] += chance;
      });
      states.delete(key);
    }
  }
  return alarmed;
}
