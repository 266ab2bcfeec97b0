import type { Log } from '../kit/index.ts';
import type { RolloutController } from './controller.ts';

const EVERY_MS = 1000;

/** Lets a controller look after its rollouts once a second, one look at a time, until it is closed. */
export function startTicking(
  controller: Pick<RolloutController, 'tick'>,
  { log, everyMs = EVERY_MS }: { readonly log: Log; readonly everyMs?: number },
): { close(): Promise<void> } {
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let ticking = Promise.resolve();
  const tick = async (): Promise<void> => {
    try {
      await controller.tick();
    } catch (thrown) {
      log.error('rollouts could not be looked after', { thrown });
    }
    if (!isClosed) schedule();
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      ticking = tick();
    }, everyMs).unref();
  };
  schedule();
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await ticking;
      await controller.tick();
    },
  };
}
