import { z } from 'zod';
import { ShownColumn } from './monitor-columns.ts';
import { MonitorFinding } from './monitor-finding.ts';
import { operation } from './operation.ts';
import { Instant, Name } from './shared.ts';

export const DriftReport = z.object({
  endpoint: z.string(),
  model: z.string(),
  version: z.number().int(),
  checkedAt: Instant,
  nReference: z.number().int().describe('Rows that the version is compared with.'),
  nCurrent: z.number().int().describe('Logged rows that were judged.'),
  status: z.enum(['ok', 'drift']),
  nColumns: z.number().int().describe('Columns that were judged.'),
  nDrifted: z.number().int().describe('Columns with a finding of drift, of values or of damage.'),
  rate: z.number().describe('Share of the columns called drifted that may be called so by chance.'),
  leastEffect: z.number().describe('Difference that matters.'),
  findings: z
    .array(MonitorFinding)
    .describe('As in a verdict on windows; what drifted first, then by its size.'),
  drifted: z
    .array(ShownColumn)
    .describe('Columns that drifted, beside what they were compared with; at most 12.'),
  redacted: z
    .array(z.string())
    .describe('Inputs that were left out, since the log does not keep them as they were.'),
});

export const monitorsCheck = operation({
  name: 'monitors.check',
  doc: 'Judges the newest logged rows of an endpoint as one window, beside what its version learned from.',
  http: 'POST /api/v1/monitors/{endpoint}/check',
  input: z.object({
    endpoint: Name.describe('Name of the endpoint.'),
    last: z.coerce
      .number()
      .int()
      .min(10)
      .max(1_000_000)
      .default(10_000)
      .describe(
        'Newest rows that the version of today answered, as far as they are among twenty times as many of all versions.',
      ),
  }),
  output: DriftReport,
  errors: [
    'ENDPOINT_NOT_FOUND',
    'ENDPOINT_SILENT',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'MODEL_ARTIFACT_INVALID',
  ],
  example: { endpoint: 'penguins-species' },
});
