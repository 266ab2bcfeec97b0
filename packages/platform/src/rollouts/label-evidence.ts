import { DEFAULT_ROUTE, type LabeledRequest, type PredictionLog } from '../predictions/index.ts';
import { NO_EVIDENCE, type StepEvidence } from './evidence.ts';
import { lossOf } from './loss-of.ts';
import type { RolloutRecord } from './rollout.ts';
import type { RolloutEventRecord } from './store.ts';
import { watchedIn } from './watched.ts';

const NAMES: ReadonlySet<string> = new Set(['labels', 'labels per group', 'metric']);

/**
 * What labels and rewards say of both versions, by the step in which the answers were given, read from the log alone: whoever reads it,
 * and after whatever kill, gets the same.
 *
 * @cost O(requests since the rollout began).
 */
export async function labelEvidence(
  rollout: RolloutRecord,
  {
    log,
    events,
  }: { readonly log: Pick<PredictionLog, 'scan'>; readonly events: readonly RolloutEventRecord[] },
): Promise<ReadonlyMap<number, StepEvidence>> {
  const beginnings = events
    .filter(({ kind }) => kind === 'started' || kind === 'advanced')
    .map(({ at }) => at);
  const steps = new Map<number, Counted>();
  const kinds = ['answer', 'shadow'] as const;
  for await (const request of log.scan(rollout.endpoint, { from: rollout.startedAt, kinds })) {
    if (!isDealt(request) || !isKnown(request)) continue;
    const step = beginnings.filter((at) => at <= request.at).length - 1;
    const counted = steps.get(step) ?? begin(rollout);
    steps.set(step, counted);
    count(counted, request, rollout);
  }
  return new Map([...steps].map(([step, counted]) => [step, toEvidence(counted)]));
}

type Counted = ReturnType<typeof begin>;

function begin({ settings }: RolloutRecord) {
  const guards = watchedIn(settings)
    .filter(({ name }) => NAMES.has(name))
    .map(({ name, guard, settings: of }) => ({ name, guard, state: guard.empty(of) }));
  return { guards, nLabels: 0 };
}

function count(counted: Counted, request: LabeledRequest, { settings }: RolloutRecord): void {
  const isCandidate = request.kind === 'shadow' || request.route === 'candidate';
  const arm = isCandidate ? 'b' : 'a';
  const reward = request.rewards?.[settings.metric?.name ?? ''];
  if (reward !== undefined && request.kind !== 'shadow')
    for (const { name, guard, state } of counted.guards)
      if (name === 'metric') guard.update(state, arm, reward);
  request.labels.forEach((label, i) => {
    const prediction = request.predictions[i];
    const loss = label && prediction && lossOf(prediction, label.label);
    if (typeof loss !== 'number') return;
    if (isCandidate) counted.nLabels += 1;
    const group = String(request.rows[i]?.[settings.group ?? ''] ?? '');
    for (const { name, guard, state } of counted.guards)
      if (name !== 'metric')
        guard.update(state, arm, name === 'labels' ? loss : { group, value: loss });
  });
}

/** Whether anything is known by now of what came of a request. */
function isKnown({ labels, rewards }: LabeledRequest): boolean {
  return rewards !== undefined || labels.some((label) => label !== null);
}

/** Whether the rollout dealt a request out: one that took a route of its own compares nothing. */
function isDealt({ route = DEFAULT_ROUTE }: LabeledRequest): boolean {
  return route === DEFAULT_ROUTE || route === 'candidate';
}

function toEvidence({ guards, nLabels }: Counted): StepEvidence {
  const states = Object.fromEntries(guards.map(({ name, state }) => [name, state]));
  return { ...NO_EVIDENCE, nLabels, states };
}
