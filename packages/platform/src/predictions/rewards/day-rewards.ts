import { join } from 'node:path';
import type { Log } from '../../kit/index.ts';
import { readFeedback } from '../feedback/read-feedback.ts';
import { fromRewardLine, type LoggedReward } from './reward-line.ts';

/** Where what the requests of a day brought lies; it goes with the day. */
export function rewardsFolder(dayFolder: string): string {
  return join(dayFolder, 'rewards');
}

/** What the requests of a day brought: by request, by metric. */
export type DayRewards = ReadonlyMap<string, Readonly<Record<string, number>>>;

/**
 * Reads what the requests of a day brought. Of several of one metric for one request the one holds that is known since the latest time;
 * of those of one time the one that came last.
 *
 * @cost O(rewards of the day) time and memory.
 */
export async function readDayRewards(dayFolder: string, log?: Log): Promise<DayRewards> {
  const latest = await readFeedback(rewardsFolder(dayFolder), {
    ...{ parse: fromRewardLine, log },
    begin: () => new Map<string, Map<string, LoggedReward>>(),
    take: (rewards, reward) => {
      const ofRequest = rewards.get(reward.requestId) ?? new Map<string, LoggedReward>();
      rewards.set(reward.requestId, ofRequest);
      const known = ofRequest.get(reward.metric);
      if (known === undefined || !isBefore(reward, known)) ofRequest.set(reward.metric, reward);
    },
  });
  const values = [...latest].map(([requestId, ofRequest]) => {
    const named = [...ofRequest].map(([metric, { value }]) => [metric, value] as const);
    return [requestId, Object.fromEntries(named)] as const;
  });
  return new Map(values);
}

function isBefore(a: LoggedReward, b: LoggedReward): boolean {
  return a.at === b.at ? a.receivedAt < b.receivedAt : a.at < b.at;
}
