import type { RetrainingRecord, RetrainingStore } from '../../retraining/index.ts';
import { type Labels, writeHead, writeLabels, writeSample } from './labels.ts';

/** What figures of retrainings are read from: what all processes of a server share. */
export interface RetrainedParts {
  readonly retrainings: Pick<RetrainingStore, 'list'>;
}

const OUTCOMES = ['promoted', 'rejected', 'rolled-back', 'failed', 'stopped'] as const;
/** Newest retrainings that are read; an endpoint has a few a week. */
const MOST_READ = 1000;

const FAMILIES = {
  kaizen_retrainings: `Retrainings of an endpoint by how they ended, or \`running\` and \`waiting\`, of the newest ${MOST_READ} of all.`,
  kaizen_retraining_last_seconds: 'How long the last retraining of an endpoint took that is over.',
  kaizen_retraining_last_timestamp_seconds:
    'When the last retraining of an endpoint ended that is over.',
} as const;

type Family = keyof typeof FAMILIES;

/**
 * Retrainings by endpoint and outcome, and how long the last one took, as gauges that are read from the store: every process says the
 * same, and they are not to be added up. An endpoint that was never trained anew has no series.
 *
 * @cost O(retrainings that are read)
 */
export async function writeRetrainings({ retrainings }: RetrainedParts): Promise<string> {
  const { items } = await retrainings.list(undefined, { limit: MOST_READ });
  const samples = new Map<Family, string[]>(
    (Object.keys(FAMILIES) as Family[]).map((name) => [name, []]),
  );
  const add = (name: Family, labels: Labels, value: number) =>
    samples.get(name)?.push(writeSample(name, writeLabels(labels), value));
  for (const [endpoint, all] of Map.groupBy(items, (each) => each.endpoint)) {
    const count = (status: RetrainingRecord['status']) =>
      all.filter((each) => each.status === status).length;
    for (const outcome of [...OUTCOMES, 'running', 'waiting'] as const)
      add('kaizen_retrainings', { endpoint, outcome }, count(outcome));
    const last = lastOver(all);
    if (last === undefined) continue;
    add('kaizen_retraining_last_seconds', { endpoint }, (last.endMs - last.startMs) / 1000);
    add('kaizen_retraining_last_timestamp_seconds', { endpoint }, last.endMs / 1000);
  }
  return [...samples]
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines]) => writeHead(name, FAMILIES[name], 'gauge') + lines.join(''))
    .join('');
}

/** The newest that is over; an endpoint has one at a time, so the newest that began ended last. */
function lastOver(all: readonly RetrainingRecord[]) {
  for (const { startedAt, endedAt } of all)
    if (endedAt !== null) return { startMs: Date.parse(startedAt), endMs: Date.parse(endedAt) };
  return undefined;
}
