import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Clock } from '../kit/index.ts';
import type { TrackingStore } from '../tracking/store.ts';
import { NOTE, ROLE } from './tracked.ts';

/** Logs to a run. Its points, params and tags are kept together or not at all. */
export const logToRun =
  ({
    tracking: { runs },
    clock,
  }: {
    readonly tracking: Pick<TrackingStore, 'runs'>;
    readonly clock: Clock;
  }): Handler<Operations['runs']['log']> =>
  async ({ id, metrics, params, tags, note, inputs, outputs }) => {
    await runs.log(id, {
      metrics: metrics.map(({ key, value, step, at }) => ({
        ...{ key, value: Number(value), step },
        atMs: at === undefined ? clock.now() : Date.parse(at),
      })),
      params,
      tags: note === undefined ? tags : { ...tags, [NOTE]: note },
    });
    if (inputs.length > 0)
      await runs.logInputs(id, {
        datasets: inputs.map(({ name, digest, source, role }) => ({
          ...{ name, digest, source, sourceType: 'uri' },
          tags: role === undefined ? {} : { [ROLE]: role },
        })),
      });
    if (outputs.length > 0)
      await runs.logOutputs(
        id,
        outputs.map(({ model, step }) => ({ modelId: model, step })),
      );
    return { id };
  };
