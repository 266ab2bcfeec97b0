import type { Row } from '@kaizenml/contracts';
import { EndpointSettings } from '@kaizenml/contracts/operations';
import type { AlertRecord } from '../alerts/store.ts';
import type { App } from '../app.ts';
import { askAndLabel, type Labelled } from './ask-and-label.ts';

/** Traffic whose world changes on the way. */
export interface DriftPlay {
  /** Endpoint, which has the name of its model. */
  readonly endpoint: string;
  /** Rows as the model knows them. */
  readonly before: readonly Labelled[];
  /** Rows of another world. */
  readonly after: readonly Labelled[];
  /** Lets time pass, milliseconds. */
  readonly pause: (ms: number) => Promise<unknown>;
}

/** What the monitor made of it. */
export interface PlayedDrift {
  readonly nBefore: number;
  readonly nAfter: number;
  /** Alerts that were raised before the change: false ones. */
  readonly nFalse: number;
  /** The first that was raised after it; undefined where nothing was noticed. */
  readonly alert: AlertRecord | undefined;
}

const ROWS_PER_WINDOW = 250;
/** Requests of the last two seconds are not counted yet. */
const PAUSE_MS = 2500;
const LATEST = 20;
/** A canary of seconds, where others take hours. */
const RETRAINING = {
  ...{ start: 'both', budget: '20s' },
  rollout: { steps: '25%', stepSeconds: 1, stepRequests: 20 },
} as const;

/** Asks an endpoint for answers to rows as they were and then to changed ones, and has its monitor look after each. */
export async function playDrift(
  app: Pick<App, 'gateway' | 'monitors' | 'store' | 'handlers'>,
  { endpoint, before, after, pause }: DriftPlay,
): Promise<PlayedDrift> {
  const monitoring = { window: { rows: ROWS_PER_WINDOW }, minRows: ROWS_PER_WINDOW };
  const settings = EndpointSettings.parse({ monitoring, retraining: RETRAINING });
  await app.handlers.endpoints.configure({ name: endpoint, settings });
  const raisedBy = async (rows: readonly Labelled[]): Promise<readonly AlertRecord[]> => {
    await askAndLabel(app, endpoint, rows);
    await pause(PAUSE_MS);
    await app.monitors.lookAt(endpoint);
    const { items } = await app.store.alerts.list(['open'], { limit: LATEST });
    return items.filter(({ subject }) => subject === `endpoint:${endpoint}`).toReversed();
  };
  const known = new Set((await raisedBy(before)).map(({ id }) => id));
  const raised = await raisedBy(after);
  const alert = raised.find(({ id }) => !known.has(id));
  return { nBefore: before.length, nAfter: after.length, nFalse: known.size, alert };
}

/** Rows with something changed, and what is true of them as it was. */
export function changed(rows: readonly Labelled[], change: (row: Row) => Row): readonly Labelled[] {
  return rows.map(({ row, label }) => ({ row: change(row), label }));
}
