import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { AlertRecord, AlertStore } from './store.ts';
import { toAlert } from './to-alert.ts';

/** Says that someone looks after an alert. */
export const acknowledgeAlert =
  (alerts: AlertStore): Handler<Operations['alerts']['acknowledge']> =>
  async ({ id, note }) => {
    const alert = await getAlert(alerts, id);
    await alerts.acknowledge(alert.id, note ?? null);
    return toAlert(await getAlert(alerts, alert.id));
  };

async function getAlert(alerts: AlertStore, id: string): Promise<AlertRecord> {
  const alert = await alerts.find(id);
  if (alert !== undefined) return alert;
  throw new AppError('ALERT_NOT_FOUND', {
    message: `Alert "${id}" does not exist.`,
    hint: 'See the ids with `kaizen alerts list`.',
    details: { id },
  });
}
