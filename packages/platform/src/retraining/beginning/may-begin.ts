import type { RetrainingSettings } from '@kaizenml/contracts/operations';
import type { RetrainingRecord, RetrainingTrigger } from '../store.ts';

const HOUR_MS = 3_600_000;
const WEEK_MS = 168 * HOUR_MS;

/** What decides whether a retraining may begin. */
export interface BeginFacts {
  readonly policy: RetrainingSettings;
  readonly trigger: RetrainingTrigger;
  /** Those of the endpoint, the newest first, as far back as a week or the cool-down. */
  readonly before: readonly Pick<
    RetrainingRecord,
    'trigger' | 'status' | 'startedAt' | 'endedAt'
  >[];
  readonly nowMs: number;
}

/**
 * Why a retraining may not begin now, as a sentence; undefined where it may. A person may always: cool-down and limit keep a loop from
 * chasing noise.
 */
export function whyNot({ policy, trigger, before, nowMs }: BeginFacts): string | undefined {
  if (trigger === 'by-hand') return undefined;
  if (!isWanted(policy, trigger))
    return `The endpoint does not ask for retrainings by ${WORDS[trigger]}.`;
  const { coolDownHours, mostPerWeek } = policy;
  const ended = before.map(({ endedAt }) => (endedAt === null ? nowMs : Date.parse(endedAt)));
  const restUntil = Math.max(...ended, Number.NEGATIVE_INFINITY) + coolDownHours * HOUR_MS;
  if (restUntil > nowMs)
    return `It rests for ${coolDownHours} hours after a retraining, until ${new Date(restUntil).toISOString()}.`;
  const recent = before.filter(
    (one) => one.trigger !== 'by-hand' && Date.parse(one.startedAt) > nowMs - WEEK_MS,
  );
  if (recent.length >= mostPerWeek)
    return `It was retrained ${recent.length} times in seven days, and may be ${mostPerWeek} times.`;
  return undefined;
}

const WORDS: Readonly<Record<RetrainingTrigger, string>> = {
  'by-hand': 'hand',
  schedule: 'schedule',
  'new-data': 'new data',
  degradation: 'degradation',
  drift: 'drift',
};

function isWanted({ triggers }: RetrainingSettings, trigger: RetrainingTrigger): boolean {
  if (trigger === 'schedule') return triggers.schedule !== undefined;
  if (trigger === 'new-data')
    return triggers.newData !== undefined || triggers.newLabels !== undefined;
  return trigger === 'by-hand' || triggers[trigger];
}
