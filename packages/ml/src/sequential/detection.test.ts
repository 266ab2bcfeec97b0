import { describe, expect, it } from 'vitest';
import { drill } from './testing/drill.ts';

const AT_ONCE = { seed: 1, share: 0.1, nRequests: 4000, delay: 0, every: 50 };
const LATE = { seed: 1, share: 0.1, nRequests: 25_000, delay: 3000, every: 1000 };

describe('a version B at a tenth of the traffic', () => {
  it.each([
    ['fails 5 % instead of 0.1 %', 'errors', { errorRate: 0.05 }, AT_ONCE],
    ['takes three times as long', 'latency', { slowdown: 3 }, AT_ONCE],
    ['calls 15 % wrong instead of 10 %, with late labels', 'calls', { wrongRate: 0.15 }, LATE],
    ['calls 25 % of one group wrong', 'groups', { wrongRateNorth: 0.25 }, LATE],
  ])('is stopped when it %s', (_, name, difference, rollout) => {
    const { decision, nRequests, nOfB } = drill(difference, rollout);
    console.log(`${name}: ${decision.outcome} after ${nRequests} requests, ${nOfB} of B`);
    expect(decision.outcome).toBe('harm');
    expect(decision.because).toContain(name);
    expect(nRequests).toBeLessThan(rollout.nRequests);
  });

  it('names the group that is worse', () => {
    const { decision } = drill({ wrongRateNorth: 0.4 }, LATE);
    const groups = decision.findings.find(({ name }) => name === 'groups');
    expect(groups?.verdict).toMatchObject({ outcome: 'harm', part: 'north' });
  });
});
