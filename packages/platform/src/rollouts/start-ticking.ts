import { type Log, type Repeated, repeat } from '../kit/index.ts';
import type { RolloutController } from './controller.ts';

const EVERY_MS = 1000;

/** Lets a controller look after its rollouts once a second, one look at a time, until it is closed; then once more. */
export function startTicking(
  controller: Pick<RolloutController, 'tick'>,
  { log, everyMs = EVERY_MS }: { readonly log: Log; readonly everyMs?: number },
): Repeated {
  const ticking = repeat(() => controller.tick(), {
    everyMs,
    onFailure: (thrown) => log.error('rollouts could not be looked after', { thrown }),
  });
  return {
    async close() {
      await ticking.close();
      await controller.tick();
    },
  };
}
