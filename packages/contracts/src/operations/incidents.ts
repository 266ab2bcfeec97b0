import { z } from 'zod';
import { Alert, AlertSeverity } from './alerts.ts';
import { operation } from './operation.ts';
import { Instant, pageOf, paging, Who } from './shared.ts';

const IncidentStatus = z.enum(['open', 'closed']);

export const Incident = z.object({
  id: z.string(),
  subject: z.string().describe('`<noun>:<name>`, as alerts have it.'),
  status: IncidentStatus,
  title: z.string().describe('What the alert said that opened it.'),
  severity: AlertSeverity.describe('The greatest of its alerts.'),
  openedAt: Instant,
  closedAt: Instant.nullable(),
});

const IncidentEvent = z.object({
  at: Instant,
  kind: z.string().describe('`raised`, `worse`, `acknowledged`, `resolved`, `told`, `note` …'),
  message: z.string(),
  who: Who,
  details: z.record(z.string(), z.unknown()),
});

const IncidentWithTimeline = Incident.extend({
  alerts: z.array(Alert).describe('The newest first, at most 100.'),
  events: z.array(IncidentEvent).describe('What was found and done, the oldest first.'),
});

const id = z.string().min(6).max(26).describe('Id, or an unambiguous prefix of 6 characters.');

export const incidentsList = operation({
  name: 'incidents.list',
  doc: 'Incidents, the newest first: what belongs together of the alerts of one subject.',
  http: 'GET /api/v1/incidents',
  input: z.object({
    ...paging,
    status: IncidentStatus.optional().describe('Only incidents in this state. Default: all.'),
    subject: z.string().max(300).optional().describe('Only incidents of this subject.'),
  }),
  output: pageOf(Incident),
  errors: [],
  example: { limit: 20 },
});

export const incidentsShow = operation({
  name: 'incidents.show',
  doc: 'One incident with its alerts and its timeline: what was found, who was told, what was done.',
  http: 'GET /api/v1/incidents/{id}',
  input: z.object({ id }),
  output: IncidentWithTimeline,
  errors: ['INCIDENT_NOT_FOUND'],
  example: { id: '01JD0000000000000000000000' },
});

export const incidentsNote = operation({
  name: 'incidents.note',
  doc: 'Adds what a person found or did to the timeline of an incident, open or closed.',
  http: 'POST /api/v1/incidents/{id}/notes',
  input: z.object({
    id,
    text: z.string().min(1).max(4000).describe('What was found or done.'),
  }),
  output: IncidentWithTimeline,
  errors: ['INCIDENT_NOT_FOUND'],
  positional: ['id', 'text'],
  example: { id: '01JD0000000000000000000000', text: 'The supplier sends months again.' },
});
