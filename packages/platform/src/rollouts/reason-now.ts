import type { RolloutRecord } from './store.ts';

/** What changes nothing that anybody must hear of. */
const STAYS: ReadonlySet<string> = new Set(['hold', 'learn']);

/** What it waits for; of a paused one what the person said, and of one that is about to go on what comes next. */
export function reasonNow(
  { status, reason }: RolloutRecord,
  decision: { readonly action: string; readonly reason: string },
): string {
  if (!STAYS.has(decision.action)) return `Due at the next look: ${decision.reason}`;
  return status === 'running' ? decision.reason : reason;
}
