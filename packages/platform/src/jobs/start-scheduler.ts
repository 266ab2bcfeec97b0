import { createScheduler, type SchedulerDeps } from './scheduler.ts';

const LOOK_EVERY_MS = 2000;

/** Looks after the data jobs every two seconds until it is closed. */
export function startScheduler(deps: SchedulerDeps): { close(): Promise<void> } {
  const scheduler = createScheduler(deps);
  const timer = setInterval(() => void scheduler.look(), LOOK_EVERY_MS);
  return {
    async close() {
      clearInterval(timer);
      await scheduler.close();
    },
  };
}
