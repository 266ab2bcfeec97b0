import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import { getIncident, type ShowIncidentDeps, toIncidentView } from './show.ts';

/** Adds what a person found or did to the timeline of an incident. */
export const noteIncident =
  (
    deps: ShowIncidentDeps & { readonly nextId: () => string },
  ): MachineHandler<Operations['incidents']['note']> =>
  async ({ id, text }, machine, asked) => {
    const incident = await getIncident(deps.incidents, id);
    const who = whoAsks(machine, asked);
    const key = `note:${deps.nextId()}`;
    await deps.incidents.noteAt(incident.id, { key, kind: 'note', message: text, who });
    return await toIncidentView(incident, deps);
  };
