import type { Trials } from './bernoulli-mixture.ts';
import type { PerArm, Verdict } from './guard.ts';
import { logMean } from './log-sum.ts';
import { compareRates } from './rate.ts';
import { rateSides } from './rate-evidence.ts';
import { type ResolvedOptions, toEvidence, toVerdict } from './verdict.ts';

/**
 * Several shares compared at once: whether one of them moved, up or down.
 *
 * The e-value against "none moved by more than the tolerance" is the mean over the shares. "One moved by the margin or more" is refuted
 * where it is for each share. The numbers are of the share that moved most; its interval holds for all shares together.
 *
 * @param names Of the shares, in order.
 */
export function judgeShares(
  shares: readonly PerArm<Trials>[],
  options: ResolvedOptions,
  names: readonly string[],
): Verdict {
  const { tolerance, margin, level } = options;
  const sides = shares.map((share) => rateSides(share));
  const moved = sides.map((each) => Math.max(each.atMost(tolerance), each.atLeast(-tolerance)));
  const stayed = sides.map((each) => Math.min(each.atLeast(margin), each.atMost(-margin)));
  const distances = shares.map(({ a, b }) => Math.abs(b.sum * a.n - a.sum * b.n));
  const most = distances.indexOf(Math.max(...distances));
  return toVerdict(
    {
      ...compareRates(shares[most], sides[most], level / shares.length),
      harm: toEvidence(logMean(moved)),
      noHarm: toEvidence(Math.min(...stayed)),
      part: names[most],
    },
    options,
  );
}
