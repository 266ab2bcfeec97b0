import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations, OutputOf } from '@kaizenml/contracts/operations';
import { type AlertStore, toAlert } from '../alerts/index.ts';
import type { IncidentRecord, IncidentStore } from './store.ts';

/** What showing stands on. */
export interface ShowIncidentDeps {
  readonly incidents: IncidentStore;
  readonly alerts: Pick<AlertStore, 'list'>;
}

const MOST_ALERTS = 100;

/** Shows one incident with its alerts and its timeline. */
export const showIncident =
  (deps: ShowIncidentDeps): Handler<Operations['incidents']['show']> =>
  async ({ id }) =>
    toIncidentView(await getIncident(deps.incidents, id), deps);

/**
 * An incident by its id or the beginning of it.
 *
 * @throws INCIDENT_NOT_FOUND
 */
export async function getIncident(
  incidents: Pick<IncidentStore, 'find'>,
  id: string,
): Promise<IncidentRecord> {
  const incident = await incidents.find(id);
  if (incident !== undefined) return incident;
  throw new AppError('INCIDENT_NOT_FOUND', {
    message: `Incident "${id}" does not exist.`,
    hint: 'See the ids with `kaizen incidents list`.',
    details: { id },
  });
}

/** An incident on the wire. */
export async function toIncidentView(
  incident: IncidentRecord,
  { incidents, alerts }: ShowIncidentDeps,
): Promise<OutputOf<Operations['incidents']['show']>> {
  const states = ['open', 'acknowledged', 'resolved'] as const;
  const { items } = await alerts.list(states, { incident: incident.id, limit: MOST_ALERTS });
  const events = await incidents.events(incident.id);
  return {
    ...incident,
    alerts: items.map(toAlert),
    events: events.map(({ key: _, details, ...event }) => ({ ...event, details: { ...details } })),
  };
}
