import { z } from 'zod';
import { operation } from './operation.ts';
import { Instant, pageOf, paging } from './shared.ts';

export const AlertStatus = z.enum(['open', 'acknowledged', 'resolved']);

export const Alert = z.object({
  id: z.string(),
  status: AlertStatus,
  severity: z.enum(['warning', 'error']),
  subject: z.string().describe('`<noun>:<name>` of what it is about, such as `job:orders`.'),
  message: z.string(),
  hint: z.string().describe('What to do next.'),
  count: z.number().int().describe('How often it was raised since it opened.'),
  firstAt: Instant,
  lastAt: Instant,
  acknowledgedAt: Instant.nullable(),
  note: z.string().nullable().describe('What was said when it was acknowledged.'),
  resolvedAt: Instant.nullable(),
  details: z.record(z.string(), z.unknown()),
});

export const alertsList = operation({
  name: 'alerts.list',
  doc: 'Alerts, the newest first; those that nobody has resolved by default.',
  http: 'GET /api/v1/alerts',
  input: z.object({
    ...paging,
    status: AlertStatus.optional().describe(
      'Only alerts in this state. Default: open and acknowledged.',
    ),
  }),
  output: pageOf(Alert),
  errors: [],
  example: { limit: 20 },
});

export const alertsAcknowledge = operation({
  name: 'alerts.acknowledge',
  doc: 'Says that someone looks after an alert; it ends by itself when its cause is gone.',
  http: 'POST /api/v1/alerts/{id}/acknowledge',
  input: z.object({
    id: z.string().min(6).max(26).describe('Id, or an unambiguous prefix of 6 characters.'),
    note: z.string().max(1000).optional().describe('What is done about it.'),
  }),
  output: Alert,
  errors: ['ALERT_NOT_FOUND'],
  example: { id: '01JD0000000000000000000000', note: 'Asked the supplier.' },
});
