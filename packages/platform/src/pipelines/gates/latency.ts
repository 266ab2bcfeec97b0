import type { Estimate } from '@kaizenml/contracts';
import { inDigits } from '../in-digits.ts';
import type { Gate } from './gate.ts';
import { limited, sayLimit } from './outcomes.ts';

/** Answers before the clock counts, answers that are timed, and milliseconds that both may take. */
const [WARM_UP, MOST_TIMED, WARM_UP_MS, TIMED_MS] = [200, 2000, 500, 3000];
const SHARE = 0.99;

/**
 * 99 of 100 rows, asked one by one, must be answered in time: by the packed artifact, opened in the process of the run. Neither a
 * server nor a network is in it, and whatever else the machine does is.
 */
export const latencyGate: Gate = {
  name: 'latency',
  async check({ asked: { latency }, open }) {
    if (latency === undefined) return [];
    const times = timed(await open());
    const measured = upperTail(times);
    const limit = { side: 'at-most', value: latency.p99Ms } as const;
    const subject = 'Time of an answer, p99';
    const reason = `${subject}, must be ${sayLimit(limit)} ms, got ${inDigits(measured.value, 3)} ms: ${times.length} asked one by one in the process of the run, on its machine, without a network.`;
    return [limited({ gate: 'latency', subject, unit: 'ms', reason }, { limit, measured })];
  },
};

/** Milliseconds of each of many answers, rising. */
function timed(ask: () => unknown): Float64Array {
  const warmUntil = performance.now() + WARM_UP_MS;
  for (let i = 0; i < WARM_UP && performance.now() < warmUntil; i++) ask();
  const times: number[] = [];
  const until = performance.now() + TIMED_MS;
  for (let before = performance.now(); times.length < MOST_TIMED; ) {
    ask();
    const after = performance.now();
    times.push(after - before);
    if (after > until) break;
    before = after;
  }
  return Float64Array.from(times).sort();
}

/**
 * The 99th percentile (nearest rank), with the order statistics that hold it in 95 of 100 samples; an end that so few answers do not
 * have is null.
 *
 * @param times Rising, at least one.
 * @source Conover (1999), "Practical Nonparametric Statistics", section 3.2.
 */
export function upperTail(times: Float64Array): Estimate {
  const n = times.length;
  const at = (rank: number) => (rank < 1 || rank > n ? null : (times[rank - 1] ?? null));
  const half = 1.96 * Math.sqrt(n * SHARE * (1 - SHARE));
  return {
    value: at(Math.ceil(n * SHARE)) ?? Number.NaN,
    low: at(Math.floor(n * SHARE - half)),
    high: at(Math.ceil(n * SHARE + half) + 1),
  };
}
