import type { Row } from '@kaizenml/contracts';
import { countWeighed, noWeighed, type WeighedArm } from '@kaizenml/ml/sequential';
import { addValue, noValues, type RunningMoments } from '@kaizenml/ml/stats';
import { contextOf, countFeatures } from './context.ts';
import type { ContextColumn } from './standing.ts';

/** What is known of the rewards of one version. JSON. */
export interface ArmRewards {
  readonly version: number;
  readonly moments: RunningMoments;
  /** Whether each of them lay between 0 and 1. */
  isShare: boolean;
  /** The same by inverse propensities: what it had brought with all requests. */
  readonly weighed: WeighedArm;
  /** Sum of x x' and of reward times x, x being what a request says; empty of a plain bandit. */
  readonly gram: number[];
  readonly byFeature: number[];
}

/** What is known of the rewards of every version, from the log alone. JSON. */
export interface BanditRewards {
  readonly arms: readonly ArmRewards[];
  /** What the latest requests said, oldest first. */
  readonly latest: readonly (readonly number[])[];
}

/** Requests by which shares of a contextual bandit are told. */
const MOST_LATEST = 100;

/** A request that brought something. */
export interface Rewarded {
  readonly version: number;
  readonly value: number;
  readonly propensity: number;
  readonly rows: readonly Row[];
}

/** Adds up rewards as the log tells them. */
export function rewardSums(versions: readonly number[], context: readonly ContextColumn[]) {
  const p = context.length === 0 ? 0 : countFeatures(context);
  const arms = new Map(
    versions.map((version): [number, ArmRewards] => [
      version,
      {
        ...{ version, moments: noValues(), isShare: true, weighed: noWeighed() },
        gram: new Array<number>(p * p).fill(0),
        byFeature: new Array<number>(p).fill(0),
      },
    ]),
  );
  const latest: number[][] = [];
  return {
    /** Counts one, in place. */
    add({ version, value, propensity, rows }: Rewarded): void {
      const arm = arms.get(version);
      if (arm === undefined) return;
      addValue(arm.moments, value);
      arm.isShare &&= value >= 0 && value <= 1;
      countWeighed(arm.weighed, value, propensity);
      if (p === 0) return;
      const x = contextOf(rows, context);
      latest.push(x);
      if (latest.length > MOST_LATEST) latest.shift();
      for (let i = 0; i < p; i++) {
        const xi = x[i] ?? 0;
        arm.byFeature[i] = (arm.byFeature[i] ?? 0) + value * xi;
        for (let j = 0; j < p; j++)
          arm.gram[i * p + j] = (arm.gram[i * p + j] ?? 0) + xi * (x[j] ?? 0);
      }
    },
    read: (): BanditRewards => ({ arms: [...arms.values()], latest }),
  };
}
