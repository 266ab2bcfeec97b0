import { z } from 'zod';
import { GATES } from '../gate.ts';
import { operation } from './operation.ts';
import { EstimateSchema } from './shared.ts';

export const GateCheckSchema = z.object({
  gate: z.enum(GATES),
  subject: z.string().describe('What was looked at, for people.'),
  status: z
    .enum(['passed', 'failed', 'not-measured'])
    .describe('`not-measured`: something that it takes is not there.'),
  refuses: z
    .boolean()
    .describe(
      'Whether it stands in the way. What was not measured does, except a comparison with a champion that is not there.',
    ),
  limit: z
    .object({ side: z.enum(['at-least', 'at-most', 'above']), value: z.number() })
    .nullable()
    .describe('What `measured` must keep to; null where the rule is no number.'),
  measured: EstimateSchema.nullable().describe(
    'Of a comparison how much better the new model is. Null where nothing was measured.',
  ),
  unit: z.string().nullable().describe('`ms`, `MB`; null of metrics.'),
  reason: z.string().describe('Why, as a sentence.'),
});

/** What came of all gates of a run. */
export const GateVerdictSchema = z.object({
  passed: z.boolean(),
  reasons: z.array(z.string()).describe('Of the checks that stand in the way.'),
  checks: z.array(GateCheckSchema),
});

export const runsGates = operation({
  name: 'runs.gates',
  doc: 'What a run held against its model before it was registered: limits, baselines, the champion, slices, groups, latency, size and contents.',
  http: 'GET /api/v1/runs/{id}/gates',
  input: z.object({
    id: z
      .string()
      .min(6)
      .max(26)
      .describe('Run id, or an unambiguous prefix of at least 6 characters.'),
  }),
  output: z.object({
    run: z.string(),
    verdict: GateVerdictSchema.nullable().describe('Null where it kept none.'),
  }),
  errors: ['RUN_NOT_FOUND', 'ARTIFACT_DAMAGED'],
  example: { id: '01JD3M8Q4Z' },
});
