import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import type { ViewStore } from './store.ts';

/** Saves a view under its name. */
export const saveView =
  (views: ViewStore): MachineHandler<Operations['views']['save']> =>
  async (view, _machine, asked) =>
    await views.save({ ...view, savedBy: whoAsks(undefined, asked) });
