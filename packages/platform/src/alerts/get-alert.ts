import { AppError } from '@kaizenml/contracts';
import type { AlertRecord, AlertStore } from './store.ts';

/**
 * An alert by its id or the beginning of it.
 *
 * @throws ALERT_NOT_FOUND
 */
export async function getAlert(alerts: AlertStore, id: string): Promise<AlertRecord> {
  const alert = await alerts.find(id);
  if (alert !== undefined) return alert;
  throw new AppError('ALERT_NOT_FOUND', {
    message: `Alert "${id}" does not exist.`,
    hint: 'See the ids with `kaizen alerts list`.',
    details: { id },
  });
}
