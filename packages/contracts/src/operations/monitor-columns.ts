import { z } from 'zod';
import { MonitorFinding, VerdictStatus } from './monitor-finding.ts';
import { place, Watched } from './monitor-verdicts.ts';
import { operation } from './operation.ts';
import { Instant } from './shared.ts';

const endpoint = Watched.describe('Name of the endpoint, or `dataset:NAME`.');

const SIDES = {
  reference: z.number().describe('In what the window is compared with.'),
  window: z.number(),
} as const;

const MonitorBar = z.object({
  kind: z
    .enum(['value', 'range', 'level', 'new-level', 'other-levels'])
    .describe('new-level: the reference did not have it · other-levels: all that have no bar.'),
  label: z
    .string()
    .describe('Level, number, or range of numbers; of texts and ids of their lengths.'),
  low: z
    .number()
    .nullable()
    .describe(
      'From here on; null where it is open, and of levels. Dates are milliseconds since 1970 in UTC.',
    ),
  high: z.number().nullable().describe('Up to here, not including it.'),
  shareReference: z.number().describe('Of the rows with a value, 0 to 1.'),
  shareWindow: z.number(),
});

/** A column of windows beside what it was compared with. */
export const ShownColumn = z.object({
  column: z.string(),
  role: z.enum(['input', 'prediction', 'probability']),
  kind: z.enum(['number', 'date', 'boolean', 'category', 'text', 'id']),
  findings: z.array(MonitorFinding).describe('What the verdict says of it.'),
  nReference: z.number().describe('Rows that it is compared with.'),
  nWindow: z.number().describe('Rows of the windows; of logged shares those that they stand for.'),
  missing: z.object(SIDES).describe('Shares of rows without a value.'),
  mean: z
    .object({ reference: z.number().nullable(), window: z.number().nullable() })
    .describe(
      'Of numbers, of dates in milliseconds, of texts and ids of their lengths; null of levels.',
    ),
  bars: z.array(MonitorBar).describe('At most 40.'),
  newLevels: z
    .array(z.object({ level: z.string(), share: z.number() }))
    .describe('Levels that the reference did not have, the most frequent first; at most 20.'),
});

export const monitorsColumn = operation({
  name: 'monitors.column',
  doc: 'One column in the windows of a verdict, beside what it was compared with: bars of values or levels, missing values, and what is new.',
  http: 'GET /api/v1/monitors/{endpoint}/column',
  input: z.object({
    endpoint,
    column: z
      .string()
      .describe('Input, the answer by the name of the target, or `probability of CLASS`.'),
    at: z
      .string()
      .optional()
      .describe(
        'End of the verdict, as `history` tells it; of others the newest before. Default: the last one.',
      ),
  }),
  output: z.object({ endpoint: Watched, ...place, ...ShownColumn.shape }),
  errors: [
    'ENDPOINT_NOT_FOUND',
    'MONITOR_NOT_FOUND',
    'ENDPOINT_SILENT',
    'COLUMN_UNKNOWN',
    'ARGUMENT_INVALID',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'MODEL_ARTIFACT_INVALID',
  ],
  positional: ['endpoint', 'column'],
  example: { endpoint: 'penguins-species', column: 'bill_length_mm' },
});

export const monitorsDrift = operation({
  name: 'monitors.drift',
  doc: 'How every column moved from verdict to verdict, in short: what drifts now first, then what drifted most often.',
  http: 'GET /api/v1/monitors/{endpoint}/drift',
  input: z.object({
    endpoint,
    limit: z.coerce.number().int().min(1).max(500).default(200).describe('Newest verdicts.'),
    most: z.coerce
      .number()
      .int()
      .min(1)
      .max(10_000)
      .default(1000)
      .describe('Columns that are told; those that moved most.'),
  }),
  output: z.object({
    endpoint: Watched,
    leastEffect: z.number().describe('Effect that matters.'),
    nColumns: z.number().int().describe('Columns and figures in all.'),
    verdicts: z
      .array(z.object({ ...place, status: VerdictStatus, nDrifted: z.number().int() }))
      .describe('Oldest first.'),
    columns: z.array(
      z.object({
        check: z.string(),
        column: z.string(),
        measure: z.string(),
        states: z
          .string()
          .describe(
            'A letter per verdict: `D` drift, `N` natural, `C` may be chance, `S` too small, `.` calm, `-` not looked at.',
          ),
        effects: z.array(z.number().nullable()).describe('Per verdict, three decimals.'),
        nDrifted: z.number().int().describe('Verdicts in which it drifted.'),
        why: z.string().nullable().describe('What moved when it drifted last.'),
        lastDriftAt: Instant.nullable(),
      }),
    ),
  }),
  errors: ['ENDPOINT_NOT_FOUND', 'MONITOR_NOT_FOUND'],
  example: { endpoint: 'penguins-species', limit: 48 },
});
