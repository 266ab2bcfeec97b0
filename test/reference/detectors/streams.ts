/** The streams of `streams.py`, value by value the same. */

const N = 3000;

/** SplitMix32, from 0 to 1. */
function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 4294967296;
  };
}

const RATES: Readonly<Record<string, (t: number) => number>> = {
  quiet: () => 0.2,
  sudden: (t) => (t < 1500 ? 0.1 : 0.3),
  gradual: (t) => (t < 1000 ? 0.1 : Math.min(0.4, 0.1 + (t - 1000) * 0.0003)),
  rare: (t) => (t < 1500 ? 0.01 : 0.05),
  better: (t) => (t < 1500 ? 0.4 : 0.1),
  recurring: (t) => (Math.floor(t / 500) % 2 === 0 ? 0.1 : 0.35),
};

/** Zeros and ones whose rate follows a scenario. */
export function errorStream(scenario: string, seed: number): number[] {
  const chance = chanceOf(seed);
  return Array.from({ length: N }, (_, t) => Number(chance() < RATES[scenario](t)));
}

const SHIFTS: Readonly<Record<string, (t: number) => number>> = {
  still: () => 0,
  jump: (t) => (t < 1500 ? 0 : 1),
  drop: (t) => (t < 1500 ? 0 : -0.5),
  ramp: (t) => (t < 1000 ? 0 : (t - 1000) * 0.001),
};

/** Sums of twelve uniform deviates, less six, whose mean follows a scenario. */
export function numberStream(scenario: string, seed: number): number[] {
  const chance = chanceOf(seed);
  return Array.from({ length: N }, (_, t) => {
    let total = SHIFTS[scenario](t) - 6;
    for (let i = 0; i < 12; i++) total += chance();
    return total;
  });
}

const RIGHT: Readonly<Record<string, (t: number, truth: boolean) => number>> = {
  steady: () => 0.85,
  recall: (t, truth) => (t < 1500 || !truth ? 0.9 : 0.6),
  alarms: (t, truth) => (t < 1500 || truth ? 0.95 : 0.75),
};

/** What was true, three times of ten, and what was answered; how often that is right follows a scenario. */
export function callStream(scenario: string, seed: number): { truth: boolean; answer: boolean }[] {
  const chance = chanceOf(seed);
  return Array.from({ length: N }, (_, t) => {
    const truth = chance() < 0.3;
    const isRight = chance() < RIGHT[scenario](t, truth);
    return { truth, answer: truth === isRight };
  });
}
