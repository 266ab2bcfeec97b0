import { z } from 'zod';

export const MonitorFinding = z.object({
  check: z
    .string()
    .describe('What it is about: `inputs`, `predictions`, `quality`, `performance` and others.'),
  column: z.string().describe('Column, or name of a figure.'),
  measure: z.string().describe('How it was compared, such as `ks`.'),
  effect: z.number().nullable().describe('Size of the difference; 0 is none.'),
  pValue: z
    .number()
    .nullable()
    .describe('Chance of such a difference without a change, for all columns together.'),
  verdict: z
    .enum(['drift', 'natural', 'may be chance', 'too small', 'calm'])
    .describe('natural: it differs, and did so a season ago.'),
  why: z.string().nullable().describe('What moved, in words.'),
});

export const VerdictStatus = z
  .enum(['calm', 'drift', 'alarm'])
  .describe('drift: something drifted in these windows · alarm: an alert is raised.');
