import { exp, type Random, seededRandom } from '../../math/index.ts';
import { type Decision, decide, type Watch } from '../decide.ts';
import type { Arm } from '../guard.ts';
import { latency } from '../latency.ts';
import { perGroup } from '../per-group.ts';
import { rate } from '../rate.ts';
import { scoreShift } from '../score-shift.ts';

const GROUPS = ['north', 'south', 'east'];

/** How version B differs from version A, which fails 0.1 % of the requests and calls 10 % wrong. */
export interface Difference {
  readonly errorRate?: number;
  readonly slowdown?: number;
  readonly wrongRate?: number;
  readonly wrongRateNorth?: number;
}

/** How the rollout goes. */
export interface Rollout {
  readonly seed: number;
  /** Share of the requests that goes to B. */
  readonly share: number;
  /** Requests until it ends undecided. */
  readonly nRequests: number;
  /** Requests after which the truth of one is known. */
  readonly delay: number;
  /** Requests between two looks. */
  readonly every: number;
}

/** What came of it, and how many requests B had answered. */
export interface Drill {
  readonly decision: Decision;
  readonly nRequests: number;
  readonly nOfB: number;
}

/**
 * A canary whose errors, latency, scores, wrong calls and wrong calls per group are watched, with labels that come late, until it is harm, no harm or the end.
 */
export function drill(
  difference: Difference,
  { seed, share, nRequests, delay, every }: Rollout,
): Drill {
  const random = seededRandom(seed);
  const calls = perGroup(rate, GROUPS);
  const states = {
    errors: rate.empty({ share }),
    latency: latency.empty(),
    scores: scoreShift.empty({ nBins: 10 }),
    calls: rate.empty({ share }),
    groups: calls.empty({ share }),
  };
  const watches: Watch[] = [
    { name: 'errors', guard: rate, state: states.errors, margin: 0.01 },
    { name: 'latency', guard: latency, state: states.latency, margin: 0.25, tolerance: 0.1 },
    { name: 'scores', guard: scoreShift, state: states.scores, margin: 0.1, tolerance: 0.05 },
    { name: 'calls', guard: rate, state: states.calls, margin: 0.05 },
    { name: 'groups', guard: calls, state: states.groups, margin: 0.1 },
  ];
  const late: { arm: Arm; group: string; value: boolean }[] = [];
  let nOfB = 0;
  for (let n = 1; n <= nRequests; n++) {
    const arm: Arm = random.next() < share ? 'b' : 'a';
    const request = draw(arm === 'b' ? difference : {}, random);
    rate.update(states.errors, arm, request.failed);
    latency.update(states.latency, arm, request.latencyMs);
    scoreShift.update(states.scores, arm, request.scoreBin);
    late.push({ arm, group: request.group, value: request.wrong });
    if (arm === 'b') nOfB++;
    if (n > delay) {
      const { arm: of, group, value } = late[n - delay - 1];
      rate.update(states.calls, of, value);
      calls.update(states.groups, of, { group, value });
    }
    if (n % every !== 0 && n < nRequests) continue;
    const decision = decide(watches, { level: 0.05 });
    if (decision.outcome !== 'undecided' || n === nRequests)
      return { decision, nRequests: n, nOfB };
  }
  throw new RangeError('A drill needs a request.');
}

function draw(
  { errorRate = 0.001, slowdown = 1, wrongRate = 0.1, wrongRateNorth = wrongRate }: Difference,
  random: Random,
) {
  const group = GROUPS[random.below(GROUPS.length)];
  return {
    group,
    failed: random.next() < errorRate,
    latencyMs: 20 * slowdown * exp(0.6 * random.normal()),
    scoreBin: random.below(10),
    wrong: random.next() < (group === 'north' ? wrongRateNorth : wrongRate),
  };
}
