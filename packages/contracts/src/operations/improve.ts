import { z } from 'zod';
import { operation } from './operation.ts';
import { Instant, Name } from './shared.ts';

/** How much past a report compares: the last one and the one before. A month has 30 days. */
export const REPORT_PERIODS = ['day', 'week', 'month'] as const;

/** What an improvement is about. */
export const IMPROVEMENT_KINDS = [
  'worn-model',
  'weak-slice',
  'tagged-errors',
  'stale-features',
  'useless-columns',
  'slow-answers',
  'few-labels',
  'noisy-labels',
  'calibration',
] as const;

const Measured = z.object({
  value: z.number(),
  low: z.number().nullable().describe('Interval; null where none is known.'),
  high: z.number().nullable(),
});

const Span = z.object({ from: Instant, to: Instant });

const Figure = z.object({
  name: z.string(),
  unit: z.string().describe('Such as `rows`, `share`, `ms`, or a metric.'),
  better: z.enum(['higher', 'lower']).nullable().describe('null: neither.'),
  now: Measured.nullable().describe('null: not known.'),
  before: Measured.nullable(),
  difference: z
    .enum(['more', 'less', 'may be chance'])
    .nullable()
    .describe(
      'more, less: by more than chance, which makes as much in 1 of 100. null where an interval is missing.',
    ),
  words: z.string().describe('The same in a sentence.'),
});

const Chapter = z.object({
  name: z.enum(['data', 'software', 'model', 'feedback']),
  figures: z.array(Figure),
  notes: z.array(z.string()).describe('Names behind the figures.'),
});

const Gain = Measured.extend({ unit: z.string() });

export const Improvement = z.object({
  endpoint: Name,
  kind: z.enum(IMPROVEMENT_KINDS),
  title: z.string(),
  why: z.string().describe('What was measured.'),
  gain: Gain.nullable().describe('Expected; null where nothing that was measured says so.'),
  noGain: z.string().nullable().describe('Why no gain is stated.'),
  next: z.string().describe('The command to type next.'),
});

export const improveReport = operation({
  name: 'improve.report',
  doc: 'What became better and worse of data, software, model and feedback, against the day, week or month before; and what to improve next, by expected gain.',
  http: 'GET /api/v1/improve',
  input: z.object({
    endpoint: Name.optional().describe('Endpoint. Default: all that are watched.'),
    period: z
      .enum(REPORT_PERIODS)
      .default('week')
      .describe('What is compared with the one before.'),
  }),
  output: z.object({
    period: z.enum(REPORT_PERIODS),
    now: Span,
    before: Span,
    headline: z.string(),
    endpoints: z.array(
      z.object({
        endpoint: Name,
        nRows: z.number().int().describe('Rows that were answered in the period.'),
        version: z.number().int().nullable().describe('Version that answered most.'),
        chapters: z.array(Chapter),
      }),
    ),
    improvements: z
      .array(Improvement)
      .describe(
        'Those with a gain in the metric first, by how many times it is what matters; then those of other units, then those without an estimate.',
      ),
  }),
  errors: [
    'ENDPOINT_NOT_FOUND',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'MODEL_ARTIFACT_INVALID',
  ],
  positional: ['endpoint'],
  example: { endpoint: 'penguins-species', period: 'week' },
});
