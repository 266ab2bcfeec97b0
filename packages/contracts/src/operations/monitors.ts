import { z } from 'zod';
import { operation } from './operation.ts';
import { Instant, Name } from './shared.ts';

export const ColumnDrift = z.object({
  column: z.string(),
  role: z.enum(['input', 'prediction']),
  psi: z.number().describe('Population stability index; above the threshold is drift.'),
  shareMissingReference: z.number(),
  shareMissingCurrent: z.number(),
  status: z.enum(['ok', 'drift']),
  why: z.string().nullable().describe('What moved, in words.'),
  bins: z.array(
    z.object({ label: z.string(), shareReference: z.number(), shareCurrent: z.number() }),
  ),
});

export const DriftReport = z.object({
  endpoint: z.string(),
  model: z.string(),
  version: z.number().int(),
  checkedAt: Instant,
  nReference: z.number().int(),
  nCurrent: z.number().int(),
  status: z.enum(['ok', 'drift']),
  nDrifted: z.number().int(),
  thresholds: z.object({ psi: z.number(), missingShift: z.number() }),
  columns: z.array(ColumnDrift),
});

export const monitorsCheck = operation({
  name: 'monitors.check',
  doc: 'Compares the logged requests of an endpoint with the training data, column by column.',
  http: 'POST /api/v1/monitors/{endpoint}/check',
  input: z.object({
    endpoint: Name.describe('Name of the endpoint.'),
    last: z.coerce
      .number()
      .int()
      .min(10)
      .max(1_000_000)
      .default(10_000)
      .describe('Newest logged rows that are compared.'),
    psi: z.coerce
      .number()
      .min(0)
      .max(10)
      .default(0.2)
      .describe('A column drifts when its population stability index is above this.'),
    missingShift: z.coerce
      .number()
      .min(0)
      .max(1)
      .default(0.1)
      .describe('A column drifts when its share of missing values moved by more than this.'),
  }),
  output: DriftReport,
  errors: [
    'ENDPOINT_NOT_FOUND',
    'ENDPOINT_SILENT',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'MODEL_ARTIFACT_INVALID',
    'MODEL_FORECASTS',
    'MODEL_FOREIGN',
  ],
  example: { endpoint: 'penguins-species' },
});
