import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import { getAlert } from './get-alert.ts';
import type { AlertStore } from './store.ts';
import { toAlert } from './to-alert.ts';

/** Says that someone looks after an alert, or that it told of nothing. */
export const acknowledgeAlert =
  (alerts: AlertStore): MachineHandler<Operations['alerts']['acknowledge']> =>
  async ({ id, note, falseAlarm }, machine, asked) => {
    const alert = await getAlert(alerts, id);
    const who = whoAsks(machine, asked);
    await alerts.acknowledge(alert.id, { note: note ?? null, who, isFalse: falseAlarm });
    return toAlert(await getAlert(alerts, alert.id));
  };
