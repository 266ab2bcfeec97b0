import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { type Clock, instant } from '../kit/index.ts';
import type { NoticeStore } from '../notices/index.ts';
import { routeNotFound } from './route-not-found.ts';
import type { AlertRecord } from './store.ts';

/** Writes a test down for a route, which the server sends. */
export const tryAlertRoute =
  (
    notices: Pick<NoticeStore, 'tryRoute'>,
    clock: Clock,
  ): Handler<Operations['alerts']['try-route']> =>
  async ({ name }) => {
    const notice = await notices.tryRoute(name, exampleAt(instant(clock)));
    if (notice === undefined) throw routeNotFound(name);
    return { notice };
  };

/** An alert that tells of nothing. */
function exampleAt(at: string): AlertRecord {
  return {
    ...{ id: '0'.repeat(26), key: 'trial', status: 'open', severity: 'info' },
    subject: 'route:trial',
    message: 'Somebody tried whether this route reaches you. It does; nothing is wrong.',
    hint: 'Nothing needs to be done.',
    ...{ cause: null, impact: null, next: null, details: {}, count: 1, firstAt: at, lastAt: at },
    ...{ worstSeverity: 'info', worstAt: at, acknowledgedAt: null, acknowledgedBy: null },
    ...{ note: null, isFalse: false, resolvedAt: null, incident: null },
  };
}
