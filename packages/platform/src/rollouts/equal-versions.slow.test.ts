import { expect, it } from 'vitest';
import { countEqualRollbacks } from '../testing/equal-versions.ts';

it('rolls an equal version back in 5 of 100 trials at most', { timeout: 600_000 }, async () => {
  const { nRolledBack, nPromoted } = await countEqualRollbacks(100);
  expect(nRolledBack).toBeLessThanOrEqual(5);
  expect(nPromoted).toBeGreaterThanOrEqual(90);
});
