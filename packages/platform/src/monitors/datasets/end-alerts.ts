import type { AlertStore } from '../../alerts/index.ts';
import type { Subject } from '../store.ts';

const PAGE = 1000;

/** Ends the alerts that a monitor has raised: nobody looks any more whether their cause is gone. */
export async function endAlerts(
  alerts: Pick<AlertStore, 'list' | 'resolve'>,
  subject: Subject,
): Promise<void> {
  const { items } = await alerts.list(['open', 'acknowledged'], { subject, limit: PAGE });
  for (const { key } of items) if (key.startsWith(`monitor:${subject}:`)) await alerts.resolve(key);
}
