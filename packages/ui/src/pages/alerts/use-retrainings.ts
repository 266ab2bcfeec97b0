import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { api, useAnswer } from '../../api/index.ts';
import type { Alert } from './alert-card.tsx';

type Retraining = OutputOf<Operations['retrainings']['list']>['items'][number];

/** Newest retrainings that are looked through. */
const LOOKED_AT = 50;

/** Finds the newest retraining of an alert's endpoint that began while the alert was open; none where they may not be read. */
export function useRetrainings(): (alert: Alert) => Retraining | undefined {
  const answer = useAnswer(() => api.retrainings.list({ limit: LOOKED_AT }), '');
  const items = answer.state === 'here' ? answer.value.items : [];
  return ({ subject, firstAt, resolvedAt }) =>
    items.find(
      ({ endpoint, startedAt }) =>
        subject === `endpoint:${endpoint}` &&
        startedAt >= firstAt &&
        (resolvedAt === null || startedAt <= resolvedAt),
    );
}
