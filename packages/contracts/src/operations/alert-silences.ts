import { z } from 'zod';
import { Span } from './alert-routes.ts';
import { operation } from './operation.ts';
import { Instant, pageOf, paging, Who } from './shared.ts';

export const AlertSilence = z.object({
  id: z.string(),
  match: z.string().describe('Subjects or keys of alerts; `*` stands for any characters.'),
  fromAt: Instant,
  untilAt: Instant,
  isOver: z.boolean(),
  who: Who,
  why: z.string(),
});

export const alertsSilence = operation({
  name: 'alerts.silence',
  doc: 'Lets nobody be told of alerts until an instant; they are recorded, and told then if they are still open.',
  http: 'POST /api/v1/alert-silences',
  input: z.object({
    match: z
      .string()
      .min(1)
      .max(300)
      .describe(
        'Subjects or keys of alerts such as `endpoint:churn*`; `*` stands for any characters.',
      ),
    why: z.string().min(1).max(1000).describe('Why, for those who wonder.'),
    for: Span.optional().describe('How long, such as "2h".'),
    until: z.iso.datetime({ offset: true }).optional().describe('Until when, instead of how long.'),
  }),
  output: AlertSilence,
  errors: ['ARGUMENT_INVALID'],
  positional: ['match'],
  example: { match: 'endpoint:churn*', why: 'The table is loaded anew.', for: '2h' },
});

export const alertsSilences = operation({
  name: 'alerts.silences',
  doc: 'Silences, the newest first; those that are not over by default.',
  http: 'GET /api/v1/alert-silences',
  input: z.object({
    ...paging,
    state: z.enum(['active', 'all']).default('active').describe('Those that are not over, or all.'),
  }),
  output: pageOf(AlertSilence),
  errors: [],
  example: { limit: 20 },
});

export const alertsUnsilence = operation({
  name: 'alerts.unsilence',
  doc: 'Ends a silence now; what is still open of what it held back is told.',
  http: 'DELETE /api/v1/alert-silences/{id}',
  input: z.object({
    id: z.string().min(1).max(26).describe('Id of the silence.'),
    note: z.string().max(1000).optional().describe('Why, for the trail.'),
  }),
  output: AlertSilence,
  errors: ['SILENCE_NOT_FOUND'],
  example: { id: '01JD0000000000000000000000' },
});
