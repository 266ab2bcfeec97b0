import type { Log } from '../kit/index.ts';
import { readDayLabels } from './labels/day-labels.ts';
import type { Label, LabeledRequest, LoggedRequest } from './log.ts';
import { readDayRewards } from './rewards/day-rewards.ts';
import { readDayTags } from './tags/day-tags.ts';

/** What came of the requests of one day. */
export interface DayFeedback {
  /** The request with its labels, with what it brought, and with what people found in its rows. */
  join(request: LoggedRequest): LabeledRequest;
}

/** Reads what came of the requests of a day. @cost O(labels, rewards and tags of the day) time and memory. */
export async function readDayFeedback(dayFolder: string, log?: Log): Promise<DayFeedback> {
  const labels = await readDayLabels(dayFolder, log);
  const rewards = await readDayRewards(dayFolder, log);
  const tags = await readDayTags(dayFolder, log);
  return {
    join(request) {
      const ofRows = labels.get(request.requestId);
      const brought = rewards.get(request.requestId);
      const found = tags.get(request.requestId);
      return {
        ...request,
        ...(brought === undefined ? {} : { rewards: brought }),
        labels: request.rows.map((_, i): Label | null => {
          const known = ofRows?.get(i + 1);
          return known === undefined ? null : { label: known.label, at: known.at };
        }),
        ...(found === undefined
          ? {}
          : { tags: request.rows.map((_, i) => found.get(i + 1) ?? null) }),
      };
    },
  };
}
