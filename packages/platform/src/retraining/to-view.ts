import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { RetrainingRecord, StandInRecord } from './store.ts';
import { readyUnderstudies } from './understudies/train-understudies.ts';

/** A retraining in a list. */
export function toSummary({
  asked,
  facts,
  ...record
}: RetrainingRecord): OutputOf<Operations['retrainings']['list']>['items'][number] {
  const { id, endpoint, trigger, cause, status, startedAt, endedAt, reason } = record;
  return {
    ...{ id, endpoint, trigger, cause, status, startedAt, endedAt, reason },
    ...{ champion: asked.champion, challenger: facts.challenger ?? null },
  };
}

/** A retraining with all that is known of it. */
export function toRetraining(
  record: RetrainingRecord,
): OutputOf<Operations['retrainings']['show']> {
  const { asked, facts, key, steps } = record;
  return {
    ...toSummary(record),
    ...{ key, who: asked.who, without: [...asked.without], steps: [...steps] },
    ...{ history: facts.history ?? null, newest: facts.newest ?? null },
    ...{ runs: [...(facts.runs ?? [])], rollout: facts.rollout ?? null },
    tried: [...(facts.tried ?? [])],
    comparison: facts.comparison ?? null,
    understudies: readyUnderstudies(facts).map((each) => ({ ...each })),
  };
}

/** An understudy that stood in, on the wire. */
export function toStandIn({
  status,
  ...record
}: StandInRecord): OutputOf<Operations['retrainings']['stand-in']> {
  const { endpoint, column, from, to, cause, startedAt, endedAt } = record;
  return {
    ...{ endpoint, column, from, to, cause, startedAt, endedAt },
    status: status === 'opening' ? 'standing' : status,
  };
}
