import { z } from 'zod';
import { ANOMALIES, type AnomalyName } from '../data/index.ts';

const SchemaPatchSchema = z.object({
  id: z.string(),
  says: z.string(),
  changes: z
    .array(
      z.object({
        path: z.array(z.string()).readonly(),
        from: z.unknown().optional(),
        to: z.unknown().optional(),
      }),
    )
    .readonly(),
});

/** An anomaly on the wire. */
export const AnomalySchema = z.object({
  name: z
    .enum(Object.keys(ANOMALIES) as [AnomalyName, ...AnomalyName[]])
    .describe('That of TensorFlow Data Validation where it has one.'),
  number: z.number().int().nullable(),
  severity: z.enum(['info', 'warning', 'error']),
  column: z.string().nullable().describe('Null when it is about the whole table.'),
  short: z.string(),
  long: z.string(),
  share: z.number().nullable().describe('Share of the rows that offend.'),
  count: z.number().int().nullable().describe('Rows that offend.'),
  rows: z
    .array(z.object({ row: z.number().int().min(1), value: z.string().nullable() }))
    .readonly()
    .describe('The first rows that offend, at most 10; the header is not counted.'),
  patch: SchemaPatchSchema.nullable().describe('The change of the schema that would allow it.'),
  details: z.record(z.string(), z.unknown()),
});
