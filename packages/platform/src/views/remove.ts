import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ViewStore } from './store.ts';

/** Forgets a view. */
export const removeView =
  (views: ViewStore): Handler<Operations['views']['remove']> =>
  async ({ name }) => {
    if (await views.remove(name)) return { name };
    throw new AppError('VIEW_NOT_FOUND', {
      message: `View "${name}" does not exist.`,
      hint: 'See the names with `kaizen views list`.',
      details: { name },
    });
  };
