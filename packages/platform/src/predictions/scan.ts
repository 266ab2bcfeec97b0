import { join } from 'node:path';
import { type Log, readInstantMs } from '../kit/index.ts';
import { captureDays, entriesIn } from './capture-folder.ts';
import { readDayFeedback } from './day-feedback.ts';
import type { LabeledRequest, ScanChoice } from './log.ts';
import { mergeByTime } from './merge-by-time.ts';
import { openReader } from './open-reader.ts';
import { ANSWERS } from './read-choice.ts';
import { dayOf } from './request-day.ts';

/** What is scanned. */
export interface ScanOptions extends ScanChoice {
  readonly endpoint: string;
  /** Told about damaged lines. */
  readonly log?: Log | undefined;
}

/**
 * The requests of a span of time, oldest first by default, with their labels.
 *
 * @throws ARGUMENT_INVALID for an end that is no instant.
 */
export async function* scanRequests(
  capturePath: string,
  { endpoint, from, to, kinds = ANSWERS, newestFirst = false, log }: ScanOptions,
): AsyncGenerator<LabeledRequest, void, undefined> {
  const [fromMs, toMs] = [toMsOf('from', from), toMsOf('to', to)];
  const days = (await captureDays(capturePath, endpoint)).filter(
    (day) =>
      (fromMs === undefined || day >= dayOf(fromMs)) && (toMs === undefined || day <= dayOf(toMs)),
  );
  const direction = newestFirst ? 'backwards' : 'forwards';
  const reader = openReader(log);
  try {
    for (const day of newestFirst ? days : days.toReversed()) {
      const folder = join(capturePath, endpoint, day);
      const feedback = await readDayFeedback(folder, log);
      const choice = { kinds, fromMs, toMs };
      const readers = (await entriesIn(folder)).map((entry) =>
        reader.requests(entry, direction, choice),
      );
      try {
        for await (const request of mergeByTime(readers, direction)) yield feedback.join(request);
      } finally {
        await Promise.all(readers.map((one) => one.return()));
      }
    }
  } finally {
    await reader.close();
  }
}

function toMsOf(end: 'from' | 'to', instant: string | undefined): number | undefined {
  return instant === undefined ? undefined : readInstantMs(end, instant);
}
