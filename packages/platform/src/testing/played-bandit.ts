import { asId, type Row } from '@kaizenml/contracts';
import { type Random, seededRandom } from '@kaizenml/ml/math';
import type { BanditRollout } from '../rollouts/bandit/is-bandit.ts';
import { learn } from '../rollouts/bandit/learn.ts';
import { type BanditDecision, nextBanditStep } from '../rollouts/bandit/next-bandit-step.ts';
import { type Rewarded, rewardSums } from '../rollouts/bandit/rewards.ts';
import { type BanditSettings, evenShares } from '../rollouts/bandit/standing.ts';
import { dealVersion } from '../rollouts/index.ts';

/** How a bandit is played. */
export interface PlayOptions {
  readonly seed: number;
  /** Versions, the champion among them. */
  readonly nVersions: number;
  readonly nRequests: number;
  /** Requests between two looks of the controller; a second each. Default 100. */
  readonly perLook?: number;
  /** Requests after which a reward is known. Default 0. */
  readonly delay?: number;
  readonly bandit?: Partial<BanditSettings>;
  rewardOf(version: number, random: Random, row: Row): number;
  readonly rowOf?: (random: Random) => Row;
}

/** What a bandit did. */
export interface Played {
  readonly chosen: readonly Rewarded[];
  readonly decision: BanditDecision;
  /** Requests until it ended; all where it did not. */
  readonly nRequests: number;
  readonly rollout: BanditRollout;
}

const START_MS = Date.parse('2026-01-01T00:00:00Z');

/** A bandit that has not begun, with a metric of its own and a look each second. */
export function aBandit(nVersions: number, bandit: Partial<BanditSettings> = {}): BanditRollout {
  const at = new Date(START_MS).toISOString();
  const challengers = Array.from({ length: nVersions - 1 }, (_, i) => i + 2);
  return {
    ...{ id: '01JD0000000000000000000000', endpoint: asId('churn'), from: 1, to: 2 },
    ...{ status: 'running', step: 0, revision: 0, reason: 'It began.' },
    ...{ startedAt: at, stepStartedAt: at, endedAt: null },
    settings: {
      ...{ strategy: 'bandit', steps: [], stepSeconds: 1, stepRequests: 200, labels: 0 },
      ...{ by: null, group: null, groups: [], level: 0.05, errorMargin: 0.01, latencyFactor: 1.5 },
      ...{ answers: 'scores', nBins: 10, lossScale: 1 },
      metric: { name: 'revenue', worse: 'lower', margin: 0 },
      bandit: {
        ...{ challengers, floor: 0.02, maxShare: 0.95, promotes: true, context: [] },
        ...bandit,
      },
    },
    standing: {
      ...{ learnedAt: at, out: [], model: null },
      shares: evenShares([1, ...challengers]),
    },
  };
}

/** Lets a bandit choose among versions whose rewards are invented: no store and no clock, but every rule of it. */
export function playBandit({
  seed,
  nVersions,
  nRequests,
  perLook = 100,
  delay = 0,
  bandit,
  rewardOf,
  rowOf = () => ({}),
}: PlayOptions): Played {
  const random = seededRandom(seed);
  let rollout: BanditRollout = { ...aBandit(nVersions, bandit), id: `01JD${seed}` };
  const versions = rollout.standing.shares.map(({ version }) => version);
  const sums = rewardSums(versions, rollout.settings.bandit.context);
  const chosen: Rewarded[] = [];
  let decision: BanditDecision = { action: 'hold', reason: '' };
  for (let i = 0; i < nRequests; i++) {
    const rows = [rowOf(random)];
    const { version, propensity } = dealVersion(rollout, { key: `request ${i}`, rows });
    chosen.push({ version, propensity, rows, value: rewardOf(version, random, rows[0] ?? {}) });
    const known = chosen[i - delay];
    if (known !== undefined) sums.add(known);
    if ((i + 1) % perLook !== 0) continue;
    decision = nextBanditStep(rollout, {
      nowMs: START_MS + (1000 * (i + 1)) / perLook,
      champion: 1,
      ofArms: new Map(),
      learned: learn(rollout, sums.read()),
    });
    if (decision.action === 'promote' || decision.action === 'end') break;
    rollout = { ...rollout, standing: decision.standing ?? rollout.standing };
  }
  return { chosen, decision, nRequests: chosen.length, rollout };
}
