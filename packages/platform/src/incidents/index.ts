export { listIncidents } from './list.ts';
export { noteIncident } from './note.ts';
export { showIncident } from './show.ts';
export type {
  IncidentEvent,
  IncidentRecord,
  IncidentStatus,
  IncidentStore,
  NewIncidentEvent,
} from './store.ts';
