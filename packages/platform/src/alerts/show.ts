import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { getAlert } from './get-alert.ts';
import type { AlertStore } from './store.ts';
import { toAlert } from './to-alert.ts';

/** Shows one alert. */
export const showAlert =
  (alerts: AlertStore): Handler<Operations['alerts']['show']> =>
  async ({ id }) =>
    toAlert(await getAlert(alerts, id));
