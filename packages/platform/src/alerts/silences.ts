import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Clock } from '../kit/index.ts';
import type { NoticeStore } from '../notices/index.ts';
import { toSilenceView } from './to-silence.ts';

/** Lists silences, the newest first. */
export const listSilences =
  (
    notices: Pick<NoticeStore, 'silences'>,
    clock: Clock,
  ): Handler<Operations['alerts']['silences']> =>
  async ({ state, ...page }) => {
    const { items, next } = await notices.silences({ isAll: state === 'all' }, page);
    return {
      items: items.map((silence) => toSilenceView(silence, clock.now())),
      ...(next === undefined ? {} : { next }),
    };
  };
