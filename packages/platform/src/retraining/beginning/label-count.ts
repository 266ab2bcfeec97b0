import type { ModelName } from '@kaizenml/contracts';
import type { RetrainerDeps } from '../deps.ts';
import { countLabelled } from '../history/labelled-rows.ts';
import { learnedFrom } from '../history/learned-from.ts';

/** The log is read for labels so often at most, and so that it takes a fiftieth of the time. */
const EVERY_MS = 60_000;
const SHARE = 1 / 50;

export interface NewLabels {
  readonly nLabels: number;
  /** Version that has not learned from them. */
  readonly champion: number;
}

/**
 * Counts labelled rows, seldom enough that it does not weigh.
 *
 * @param since Rows before it do not count, ISO 8601. Default: all count that the champion has not learned from.
 */
export type CountNewLabels = (
  endpoint: ModelName,
  until: string,
  since?: string,
) => Promise<NewLabels | undefined>;

/** Counts the labelled rows that champions have not learned from. The count says nothing until it may look again. */
export function createLabelCount(
  deps: Pick<RetrainerDeps, 'store' | 'artifacts' | 'home' | 'predictionLog' | 'clock'>,
): CountNewLabels {
  const nextAt = new Map<string, number>();
  return async (endpoint, until, since = '') => {
    const now = deps.clock.now();
    const asked = `${endpoint} ${since}`;
    if (now < (nextAt.get(asked) ?? 0)) return undefined;
    const startedAt = performance.now();
    const { champion, signature, learnedUntil, gatheredAt } = await learnedFrom(deps, endpoint);
    const from = since === '' ? {} : { from: since };
    const span = { learnedUntil, knownAt: gatheredAt, ...from, until };
    const nLabels = await countLabelled(deps.predictionLog, { endpoint, signature, span });
    const tookMs = performance.now() - startedAt;
    nextAt.set(asked, now + Math.max(EVERY_MS, tookMs / SHARE));
    return { nLabels, champion: champion.version };
  };
}
