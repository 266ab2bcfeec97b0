import { type LinUcbState, linUcb, thompsonBeta, thompsonNormal } from '@kaizenml/ml/bandits';
import { WARM_UP, weighedDifference, weighedMeanOf } from '@kaizenml/ml/sequential';
import type { RolloutSettings } from '../store.ts';
import { decidedBy } from '../watched.ts';
import { countFeatures } from './context.ts';
import type { BanditRollout } from './is-bandit.ts';
import type { ArmRewards, BanditRewards } from './rewards.ts';
import { type BanditStanding, evenShares } from './standing.ts';
import { withinShares } from './within-shares.ts';

/** Rewards that each version must have before shares move. */
export const FIRST_REWARDS = 10;

/** What the rewards say of one version. */
export interface LearnedArm {
  readonly version: number;
  readonly nRewards: number;
  /** Had it answered every request, with an interval that holds at all looks; null before 50 rewards. */
  readonly reward: { readonly mean: number; readonly low: number; readonly high: number } | null;
  /** Null while there are too few rewards. */
  readonly probabilityBest: number | null;
}

/** What the rewards say by now. */
export interface Learned {
  /** As in the shares of the standing. */
  readonly arms: readonly LearnedArm[];
  /** The version that surely brings more than each of the others, whenever one looks. */
  readonly surelyBest: number | undefined;
  readonly standing: Pick<BanditStanding, 'shares' | 'model'>;
}

/** Whether more of what is counted is better. Of labels their loss is counted. */
export function isMoreBetter(settings: RolloutSettings): boolean {
  return decidedBy(settings) === 'metric' && settings.metric?.worse === 'lower';
}

/** What a bandit makes of its rewards: the shares that are due, and whether a version is the best. */
export function learn(rollout: BanditRollout, rewards: BanditRewards | undefined): Learned {
  const { settings, standing } = rollout;
  const versions = standing.shares.map(({ version }) => version);
  const arms = versions.flatMap(
    (version) => rewards?.arms.find((arm) => arm.version === version) ?? [],
  );
  if (rewards === undefined || arms.length < versions.length)
    return {
      arms: versions.map((version) => ({
        ...{ version, nRewards: 0, reward: null, probabilityBest: null },
      })),
      surelyBest: undefined,
      standing: { shares: evenShares(versions), model: null },
    };
  const isBetter = isMoreBetter(settings);
  const chances = chancesOf(arms, isBetter);
  const enough = Math.log(1 / settings.level);
  return {
    arms: arms.map(({ version, moments, weighed }, i) => ({
      ...{ version, nRewards: moments.n, probabilityBest: chances?.[i] ?? null },
      reward: weighedMeanOf(weighed, enough) ?? null,
    })),
    surelyBest: surelyBestOf(arms, { isBetter, level: settings.level }),
    standing:
      settings.bandit.context.length === 0
        ? { shares: sharesOf(versions, chances, settings.bandit), model: null }
        : contextualStanding(rollout, { arms, rewards, isBetter }),
  };
}

function sharesOf(
  versions: readonly number[],
  due: readonly number[] | undefined,
  bounds: { readonly floor: number; readonly maxShare: number },
) {
  if (due === undefined) return evenShares(versions);
  const shares = withinShares(due, bounds);
  return versions.map((version, i) => ({ version, share: shares[i] ?? 0 }));
}

/** Thompson's probabilities: of rates while every reward lies between 0 and 1, else of means. */
function chancesOf(arms: readonly ArmRewards[], isBetter: boolean): readonly number[] | undefined {
  if (arms.length < 2) return arms.map(() => 1);
  if (arms.some(({ moments }) => moments.n < FIRST_REWARDS)) return undefined;
  if (!arms.every(({ isShare }) => isShare)) {
    const turned = arms.map(({ moments }) => ({
      ...moments,
      mean: isBetter ? moments.mean : -moments.mean,
    }));
    return thompsonNormal.probabilities({ explore: 0, arms: turned });
  }
  const counts = arms.map(({ moments: { n, mean } }) => {
    const yes = Math.min(n, Math.max(0, n * mean));
    return isBetter ? { yes, no: n - yes } : { yes: n - yes, no: yes };
  });
  return thompsonBeta.probabilities({ explore: 0, arms: counts });
}

/**
 * The version that is shown to bring more than each other one. A version that is not the best passes with a chance of the level at most,
 * over all versions and looks: it would have to beat the best one, too.
 */
function surelyBestOf(
  arms: readonly ArmRewards[],
  { isBetter, level }: { readonly isBetter: boolean; readonly level: number },
): number | undefined {
  const enough = Math.log(arms.length / level);
  return arms.find((one) =>
    arms.every((other) => {
      if (one === other) return true;
      const [a, b] = isBetter ? [other.weighed, one.weighed] : [one.weighed, other.weighed];
      return (weighedDifference({ a, b })?.atMost(0) ?? 0) >= enough;
    }),
  )?.version;
}

function contextualStanding(
  { settings, standing }: BanditRollout,
  {
    arms,
    rewards,
    isBetter,
  }: {
    readonly arms: readonly ArmRewards[];
    readonly rewards: BanditRewards;
    readonly isBetter: boolean;
  },
): Learned['standing'] {
  const versions = standing.shares.map(({ version }) => version);
  const model = modelOf(arms, { isBetter, nFeatures: countFeatures(settings.bandit.context) });
  if (model === null) return { shares: evenShares(versions), model };
  const sums = versions.map(() => 0);
  for (const x of rewards.latest)
    withinShares(linUcb.probabilities(model, x), settings.bandit).forEach((share, i) => {
      sums[i] = (sums[i] ?? 0) + share / rewards.latest.length;
    });
  return { shares: versions.map((version, i) => ({ version, share: sums[i] ?? 0 })), model };
}

/** LinUCB of rewards in standard deviations from their mean; null before each version has some, and while all rewards are equal. */
function modelOf(
  arms: readonly ArmRewards[],
  { isBetter, nFeatures }: { readonly isBetter: boolean; readonly nFeatures: number },
): LinUcbState | null {
  if (arms.length < 2 || arms.some(({ moments }) => moments.n < WARM_UP)) return null;
  const n = arms.reduce((sum, { moments }) => sum + moments.n, 0);
  const center = arms.reduce((sum, { moments }) => sum + moments.n * moments.mean, 0) / n;
  const squares = arms.reduce(
    (sum, { moments }) => sum + moments.squares + moments.n * (moments.mean - center) ** 2,
    0,
  );
  const scale = (isBetter ? 1 : -1) / Math.sqrt(squares / n);
  if (!Number.isFinite(scale)) return null;
  const empty = linUcb.empty({ nArms: arms.length, nFeatures, explore: 0 });
  // The first feature is 1, so the first row of the gram has the sums of all features.
  const scaled = arms.map(({ gram, byFeature }) => ({
    gram,
    rewards: byFeature.map((sum, i) => (sum - center * (gram[i] ?? 0)) * scale),
    inverse: [],
  }));
  return linUcb.merge({ ...empty, arms: scaled }, empty);
}
