import { dirname } from 'node:path';
import type { Log } from '../kit/index.ts';
import { capturedEndpoints } from './capture-folder.ts';
import { readDayFeedback } from './day-feedback.ts';
import type { Locate } from './locate.ts';
import { type LabeledRequest, LOG_KINDS } from './log.ts';
import { openReader } from './open-reader.ts';

/** What is looked for, and where. */
export interface FindOptions {
  readonly requestId: string;
  /** Default: all that have a log. */
  readonly endpoint: string | undefined;
  readonly locate: Locate;
  readonly log: Log | undefined;
}

/** Everything that was logged under an id, with labels: an answer, and maybe shadows of it. */
export async function findRequests(
  capturePath: string,
  { requestId, endpoint, locate, log }: FindOptions,
): Promise<readonly LabeledRequest[]> {
  const endpoints = endpoint === undefined ? await capturedEndpoints(capturePath) : [endpoint];
  const found: LabeledRequest[] = [];
  const reader = openReader(log);
  try {
    for (const name of endpoints)
      for (const { entry } of (await locate(name, [requestId])).get(requestId) ?? []) {
        const feedback = await readDayFeedback(dirname(entry.path), log);
        const choice = { kinds: LOG_KINDS, requestId };
        for await (const request of reader.requests(entry, 'forwards', choice))
          found.push(feedback.join(request));
      }
    return found;
  } finally {
    await reader.close();
  }
}
