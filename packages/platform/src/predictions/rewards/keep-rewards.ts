import { join } from 'node:path';
import { instant } from '../../kit/index.ts';
import type { KeepLabelsDeps } from '../labels/keep-labels.ts';
import type { NewReward, RewardReceipt } from '../log.ts';
import { rewardsFolder } from './day-rewards.ts';
import { toRewardLine } from './reward-line.ts';

/** Keeps rewards beside the day of their requests; those of requests that are not in the log are told and not kept. */
export async function keepRewards(
  { capturePath, clock, locate, append }: KeepLabelsDeps,
  endpoint: string,
  rewards: readonly NewReward[],
): Promise<RewardReceipt> {
  const receivedAt = instant(clock);
  const places = await locate(
    endpoint,
    rewards.map(({ requestId }) => requestId),
  );
  const unknown: { requestId: string }[] = [];
  const kept: Promise<void>[] = [];
  for (const { requestId, metric, value, at = receivedAt } of rewards) {
    const [place] = places.get(requestId) ?? [];
    if (place === undefined) unknown.push({ requestId });
    else {
      const known = { requestId, metric, value, at: new Date(at).toISOString(), receivedAt };
      const folder = rewardsFolder(join(capturePath, endpoint, place.day));
      kept.push(append(folder, toRewardLine(known)));
    }
  }
  await Promise.all(kept);
  return { nKept: kept.length, unknown };
}
