import type { LabeledRequest, PredictionLog } from '../../predictions/index.ts';
import { NO_EVIDENCE } from '../evidence.ts';
import { lossOf } from '../loss-of.ts';
import type { Evidence } from '../store.ts';
import { watchedIn } from '../watched.ts';
import type { BanditRollout } from './is-bandit.ts';
import { rewardSums } from './rewards.ts';

/** Under which names it is kept what the log says: whoever reads it writes the same. */
const LABELS = 'labels';
export const REWARDS = 'rewards';

const NAMES: ReadonlySet<string> = new Set(['labels', 'labels per group', 'metric']);

/**
 * What labels and rewards say of every version that a bandit chooses among, read from the log alone: whoever reads it, after whatever kill,
 * and however late they came, gets the same.
 *
 * A request that stood in for another, or took a route, was not dealt out and counts for nothing.
 *
 * @returns By the name under which it is kept.
 * @cost O(requests since the rollout began).
 */
export async function rewardEvidence(
  rollout: BanditRollout,
  { log }: { readonly log: Pick<PredictionLog, 'scan'> },
): Promise<ReadonlyMap<string, Evidence>> {
  const { endpoint, from, settings, startedAt } = rollout;
  const { challengers, context } = settings.bandit;
  const sums = rewardSums([from, ...challengers], context);
  const pairs = challengers.map((version) => ({
    version,
    guards: watchedIn(settings)
      .filter(({ name }) => NAMES.has(name))
      .map(({ name, guard, settings: of }) => ({ name, guard, state: guard.empty(of) })),
    nLabels: 0,
  }));
  for await (const request of log.scan(endpoint, { from: startedAt })) {
    const { version, propensity, rows } = request;
    if (
      propensity === undefined ||
      !['champion', 'candidate'].includes(request.route ?? 'champion')
    )
      continue;
    const metric = request.rewards?.[settings.metric?.name ?? ''];
    const losses = lossesOf(request, settings.group);
    const value = settings.metric === undefined ? meanLoss(losses) : metric;
    if (value !== undefined) sums.add({ version, value, propensity, rows });
    for (const pair of pairs) {
      if (version !== from && version !== pair.version) continue;
      const arm = version === from ? 'a' : 'b';
      if (arm === 'b') pair.nLabels += losses.length;
      for (const { name, guard, state } of pair.guards) {
        if (name === 'metric') {
          if (metric !== undefined) guard.update(state, arm, { value: metric, propensity });
          continue;
        }
        for (const { group, loss } of losses) {
          const weighed = { value: loss, propensity };
          guard.update(state, arm, name === 'labels' ? weighed : { group, value: weighed });
        }
      }
    }
  }
  const ofPairs = pairs.map(({ version, guards, nLabels }): [string, Evidence] => {
    const states = Object.fromEntries(guards.map(({ name, state }) => [name, state]));
    return [`${LABELS}/${version}`, { ...NO_EVIDENCE, nLabels, states, version }];
  });
  return new Map([...ofPairs, [REWARDS, { rewards: sums.read() }]]);
}

interface Loss {
  readonly group: string;
  readonly loss: number;
}

function lossesOf({ labels, predictions, rows }: LabeledRequest, group: string | null): Loss[] {
  return labels.flatMap((label, i) => {
    const prediction = predictions[i];
    const loss = label && prediction && lossOf(prediction, label.label);
    return typeof loss === 'number' ? [{ group: String(rows[i]?.[group ?? ''] ?? ''), loss }] : [];
  });
}

function meanLoss(losses: readonly Loss[]): number | undefined {
  if (losses.length === 0) return undefined;
  return losses.reduce((sum, { loss }) => sum + loss, 0) / losses.length;
}
