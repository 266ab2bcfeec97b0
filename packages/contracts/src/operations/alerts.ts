import { z } from 'zod';
import { operation } from './operation.ts';
import { Instant, pageOf, paging, Who } from './shared.ts';

export const AlertStatus = z.enum(['open', 'acknowledged', 'resolved']);

export const AlertSeverity = z.enum(['info', 'warning', 'error']);

export const Alert = z.object({
  id: z.string(),
  key: z
    .string()
    .describe('While an alert of this key is not resolved, raising it again counts up.'),
  status: AlertStatus,
  severity: AlertSeverity,
  subject: z.string().describe('`<noun>:<name>` of what it is about, such as `job:orders`.'),
  message: z.string(),
  hint: z.string().describe('What to do, in words.'),
  cause: z.string().nullable().describe('Why it is so, as far as that is known.'),
  impact: z.string().nullable().describe('What it means for those who rely on the subject.'),
  next: z.string().nullable().describe('The command to type next.'),
  count: z.number().int().describe('How often it was raised since it opened.'),
  firstAt: Instant,
  lastAt: Instant,
  acknowledgedAt: Instant.nullable(),
  acknowledgedBy: Who,
  note: z.string().nullable().describe('What was said when it was acknowledged.'),
  isFalse: z.boolean().describe('Whether somebody said that it told of nothing.'),
  resolvedAt: Instant.nullable(),
  incident: z.string().nullable().describe('Id of the incident that it is a part of.'),
  details: z.record(z.string(), z.unknown()),
});

const id = z.string().min(6).max(26).describe('Id, or an unambiguous prefix of 6 characters.');

export const alertsList = operation({
  name: 'alerts.list',
  doc: 'Alerts, the newest first; those that nobody has resolved by default.',
  http: 'GET /api/v1/alerts',
  input: z.object({
    ...paging,
    status: AlertStatus.optional().describe(
      'Only alerts in this state. Default: open and acknowledged.',
    ),
    subject: z.string().max(300).optional().describe('Only alerts of this subject.'),
    incident: z.string().max(26).optional().describe('Only alerts of the incident with this id.'),
  }),
  output: pageOf(Alert),
  errors: [],
  example: { limit: 20 },
});

export const alertsShow = operation({
  name: 'alerts.show',
  doc: 'One alert: what is the matter, why, what it means, and what to do.',
  http: 'GET /api/v1/alerts/{id}',
  input: z.object({ id }),
  output: Alert,
  errors: ['ALERT_NOT_FOUND'],
  example: { id: '01JD0000000000000000000000' },
});

export const alertsAcknowledge = operation({
  name: 'alerts.acknowledge',
  doc: 'Says that someone looks after an alert, which then is not escalated; it ends by itself when its cause is gone.',
  http: 'POST /api/v1/alerts/{id}/acknowledge',
  input: z.object({
    id,
    note: z.string().max(1000).optional().describe('What is done about it.'),
    falseAlarm: z
      .boolean()
      .optional()
      .describe('It told of nothing that needed anybody; `kaizen alerts fatigue` counts such.'),
  }),
  output: Alert,
  errors: ['ALERT_NOT_FOUND'],
  example: { id: '01JD0000000000000000000000', note: 'Asked the supplier.' },
});
