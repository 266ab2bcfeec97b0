import { z } from 'zod';
import { AlertSeverity } from './alerts.ts';
import { operation } from './operation.ts';
import { Instant, Name, pageOf, paging, Who } from './shared.ts';

/** A span of time such as "30m". */
export const Span = z
  .string()
  .regex(/^[1-9]\d{0,3}[mhd]$/, 'must be a number of minutes, hours or days such as "30m" or "2h"');

const Channel = z.enum(['email', 'webhook', 'slack']);
const name = Name.describe('Name of the route.');
const note = z.string().max(1000).optional().describe('Why, for the trail.');

export const AlertRoute = z.object({
  name: z.string(),
  match: z.string().describe('Subjects that it hears of; `*` stands for any characters.'),
  severity: AlertSeverity.describe('The least that it hears of.'),
  channel: Channel,
  to: z
    .string()
    .describe(
      'Addresses of mail, or where a webhook leads to without its path, and whether it is signed.',
    ),
  afterMs: z
    .number()
    .describe('It hears only of what nobody has acknowledged by then; 0: of all, at once.'),
  createdAt: Instant,
  createdBy: Who,
});

export const alertsRoute = operation({
  name: 'alerts.route',
  doc: 'Lets somebody hear of alerts: by e-mail, webhook or Slack; a route of this name is replaced. Alerts that are open are told too.',
  http: 'PUT /api/v1/alert-routes/{name}',
  input: z.object({
    name,
    channel: Channel.describe(
      '`email`: through the mail server of `kaizen serve --smtp`. `webhook`: JSON, signed with the secret. `slack`: an incoming webhook of Slack, or of what understands its form.',
    ),
    to: z
      .string()
      .max(2000)
      .optional()
      .describe(
        'Addresses with commas between, or the https address of the webhook; it is kept sealed.',
      ),
    secret: z
      .string()
      .min(8)
      .max(256)
      .optional()
      .describe(
        'Signs what a webhook is told, as webhooks of the registry are. Default: unsigned.',
      ),
    match: z
      .string()
      .min(1)
      .max(300)
      .default('*')
      .describe('Subjects such as `endpoint:churn*`; `*` stands for any characters.'),
    severity: AlertSeverity.default('warning').describe('The least that it hears of.'),
    after: Span.optional().describe(
      'Tells only what nobody has acknowledged by then, such as "30m". Default: at once.',
    ),
    note,
  }),
  atMachine: {
    why: 'It opens any file that the server may read.',
    inputs: z.object({
      toFile: z
        .string()
        .min(1)
        .optional()
        .describe('File with what `--to` would say, which others cannot read among the processes.'),
      secretFile: z.string().min(1).optional().describe('File with the secret.'),
    }),
  },
  output: AlertRoute,
  errors: ['ARGUMENT_INVALID', 'FILE_NOT_FOUND'],
  positional: ['name'],
  example: { name: 'on-call', channel: 'email', to: 'ops@example.org', severity: 'error' },
});

export const alertsRoutes = operation({
  name: 'alerts.routes',
  doc: 'Who hears of which alerts, by name.',
  http: 'GET /api/v1/alert-routes',
  input: z.object({}),
  output: z.object({ items: z.array(AlertRoute) }),
  errors: [],
  example: {},
});

export const alertsUnroute = operation({
  name: 'alerts.unroute',
  doc: 'Removes a route; what it was not told by then it is not told.',
  http: 'DELETE /api/v1/alert-routes/{name}',
  input: z.object({ name, note }),
  output: z.object({ name: z.string() }),
  errors: ['ALERT_ROUTE_NOT_FOUND'],
  example: { name: 'on-call' },
});

export const alertsTryRoute = operation({
  name: 'alerts.try-route',
  doc: 'Sends a test by a route, from the server within a second; `kaizen alerts notices` tells what came of it.',
  http: 'POST /api/v1/alert-routes/{name}/try',
  input: z.object({ name }),
  output: z.object({ notice: z.string().describe('Id of the test.') }),
  errors: ['ALERT_ROUTE_NOT_FOUND'],
  example: { name: 'on-call' },
});

export const alertsNotices = operation({
  name: 'alerts.notices',
  doc: 'What routes were told and are to be told, the newest first, and what came of it.',
  http: 'GET /api/v1/alert-notices',
  input: z.object({
    ...paging,
    alert: z.string().max(26).optional().describe('Only of the alert with this id.'),
    route: z.string().max(128).optional().describe('Only by this route.'),
    state: z
      .enum(['waiting', 'told', 'given-up', 'withdrawn'])
      .optional()
      .describe('Only those in this state.'),
  }),
  output: pageOf(
    z.object({
      id: z
        .string()
        .describe('Part of the `Message-ID` of a mail, and the `Idempotency-Key` of a webhook.'),
      kind: z.enum(['raised', 'worse', 'escalated', 'resolved', 'trial']),
      alert: z.string().nullable().describe('Id of the alert; null of a test.'),
      subject: z.string(),
      severity: AlertSeverity,
      message: z.string(),
      route: z.string(),
      state: z.enum(['waiting', 'told', 'given-up', 'withdrawn']),
      nTried: z.number().int(),
      createdAt: Instant,
      triedAt: Instant.nullable().describe('When it was tried last.'),
      status: z.number().int().nullable().describe('Of HTTP or SMTP; null: no answer came.'),
      why: z.string().nullable().describe('Why it was not taken, or is told no more.'),
    }),
  ),
  errors: [],
  example: { limit: 20 },
});

export const alertsFatigue = operation({
  name: 'alerts.fatigue',
  doc: 'How many alerts people were told of per month and subject, how many of them somebody called false, and how many chance alone would raise.',
  http: 'GET /api/v1/alert-fatigue',
  input: z.object({
    months: z.coerce.number().int().min(1).max(13).default(3).describe('Months to look back.'),
  }),
  output: z.object({
    since: Instant.describe('Beginning of the first month, in UTC.'),
    months: z.array(z.string()).describe('Such as `2026-11`, the oldest first; the last goes on.'),
    subjects: z
      .array(
        z.object({
          subject: z.string(),
          told: z.array(z.number().int()).describe('Alerts told, by month.'),
          called: z.array(z.number().int()).describe('Of those, called false alarms, by month.'),
          notices: z.array(z.number().int()).describe('Messages about them, by month.'),
          expected: z
            .number()
            .nullable()
            .describe('False alarms per month by the rules of its monitors; null where unknown.'),
        }),
      )
      .describe('Those with the most alerts first.'),
  }),
  errors: [],
  example: { months: 3 },
});
