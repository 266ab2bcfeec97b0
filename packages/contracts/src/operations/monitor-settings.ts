import { z } from 'zod';
import { DURATION_PATTERN } from '../duration.ts';

/** A span of time at the door. */
export const Span = z
  .string()
  .regex(DURATION_PATTERN, 'must be a whole number and s, m, h, d or w, such as `1h`');

/** How what happens is watched. */
export const MonitorSettings = z.strictObject({
  paused: z.boolean().default(false).describe('Nothing is counted and nothing judged while true.'),
  window: z
    .union([Span, z.strictObject({ rows: z.number().int().min(10).max(10_000_000) })])
    .default('1h')
    .describe(
      'What is counted together: a span such as `1h`, which begins at full ones since 1970 in UTC, or a number of rows.',
    ),
  minRows: z
    .number()
    .int()
    .min(30)
    .max(10_000_000)
    .default(300)
    .describe('Rows that a verdict needs: windows with fewer are taken together with the next.'),
  reference: z
    .union([z.literal('training'), z.strictObject({ last: Span }), z.strictObject({ ago: Span })])
    .default('training')
    .describe(
      'What windows are compared with: what the version learned from, the span before (`last`), or the same span so long ago (`ago`).',
    ),
  season: Span.optional().describe(
    'What the same hours so long ago had too is natural, and no alarm: `1w`, or `52w`. Default: nothing is.',
  ),
  columns: z
    .array(z.string())
    .min(1)
    .max(10_000)
    .optional()
    .describe('Inputs that are watched. Default: all of them.'),
  rate: z
    .number()
    .gt(0)
    .max(0.5)
    .default(0.05)
    .describe('Share of the columns called drifted that may be called so by chance.'),
  leastEffect: z
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe(
      'Difference that matters, 0 to 1: the largest gap of the shares of rows below a value, or the Jensen-Shannon distance of levels.',
    ),
  alarm: z
    .strictObject({
      raiseAfter: z.number().int().min(1).max(12).default(2),
      outOf: z.number().int().min(1).max(12).default(3),
      clearAfter: z.number().int().min(1).max(1000).default(3),
    })
    .prefault({})
    .describe(
      'An alert is raised by `raiseAfter` verdicts of the latest `outOf`, and ends after `clearAfter` calm ones in a row.',
    ),
  performance: z
    .strictObject({
      metric: z
        .string()
        .optional()
        .describe(
          'Metric that tells whether a version is good. Default: the one it was trained for.',
        ),
      atLeast: z.number().optional().describe('An alarm where the metric is surely below it.'),
      atMost: z.number().optional().describe('An alarm where the metric is surely above it.'),
      worseThanTraining: z
        .number()
        .min(0)
        .optional()
        .describe(
          'An alarm where the metric is surely worse than in training by more than this, in its unit. Default: 0.02 where more is better, else a tenth of the value in training.',
        ),
      labelled: z
        .number()
        .gt(0)
        .max(1)
        .default(0.8)
        .describe('Share of the rows of a window whose labels are waited for before it is judged.'),
      labelsWithin: Span.default('30d').describe(
        'So long labels and rewards are waited for; what comes later is no longer counted.',
      ),
      slices: z
        .array(z.string())
        .max(5)
        .default([])
        .describe('Inputs by whose levels or quarters the metric is shown, too.'),
    })
    .prefault({})
    .describe('How good the answers are, as soon as labels say so.'),
  cost: z
    .strictObject({
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/, 'must be three capital letters, such as `EUR`')
        .describe('Currency of all costs, by its code of ISO 4217.'),
      calls: z
        .record(z.string(), z.record(z.string(), z.number()))
        .optional()
        .describe(
          'Of classes: what an answer costs, by the true class and then by the answered one; what is not named costs nothing, below 0 is a gain.',
        ),
      over: z
        .number()
        .min(0)
        .optional()
        .describe('Of numbers: cost of each unit answered too much.'),
      under: z
        .number()
        .min(0)
        .optional()
        .describe('Of numbers: cost of each unit answered too little.'),
      atMost: z.number().optional().describe('An alarm where the cost per row is surely above it.'),
    })
    .optional()
    .describe('What wrong answers cost. Default: nobody counts it.'),
  keep: Span.default('400d').describe('Windows and verdicts that are older go.'),
});

export type MonitorSettings = z.output<typeof MonitorSettings>;

const ofEndpoints = MonitorSettings.shape;

/** How the versions of a dataset are watched. */
export const DatasetMonitorSettings = z.strictObject({
  paused: ofEndpoints.paused,
  version: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe('Version whose columns windows are counted on. Default: the first that is there.'),
  reference: z
    .union([z.literal('version'), z.strictObject({ last: Span }), z.strictObject({ ago: Span })])
    .default('version')
    .describe(
      'What windows are compared with: the rows of that version, the span before (`last`), or the same span so long ago (`ago`).',
    ),
  timeColumn: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Column of dates, or of seconds or milliseconds since 1970: rows are then counted in windows of their time. Default: each version is a window, and one of a span such as `2026-11-20` the window of that span.',
    ),
  window: Span.default('1d').describe(
    'With `timeColumn`: what is counted together, which begins at full ones since 1970 in UTC.',
  ),
  settledAfter: Span.optional().describe(
    'With `timeColumn`: rows may come so long after their time. A window is counted by the first version that is made so long after its end. Default: none come late.',
  ),
  minRows: z
    .number()
    .int()
    .min(30)
    .max(10_000_000)
    .default(100)
    .describe('Windows with fewer rows are judged by their number and their columns alone.'),
  rows: z
    .strictObject({
      atLeast: z.number().int().min(0).optional(),
      atMost: z.number().int().min(0).optional(),
    })
    .optional()
    .describe('Rows that a window must have. Default: about as many as those before it.'),
  freshWithin: Span.optional().describe(
    'An alarm where the newest version, or the newest time of `timeColumn`, is older. Default: none.',
  ),
  season: ofEndpoints.season,
  columns: ofEndpoints.columns.describe('Columns that are watched. Default: all of them.'),
  rate: ofEndpoints.rate,
  leastEffect: ofEndpoints.leastEffect,
  alarm: z
    .strictObject({
      raiseAfter: z.number().int().min(1).max(12).default(1),
      outOf: z.number().int().min(1).max(12).default(1),
      clearAfter: z.number().int().min(1).max(1000).default(1),
    })
    .prefault({})
    .describe(
      'An alert is raised by `raiseAfter` verdicts of the latest `outOf`, and ends after `clearAfter` calm ones in a row.',
    ),
  keep: Span.default('400d').describe('Windows and verdicts so long before the newest go.'),
});

export type DatasetMonitorSettings = z.output<typeof DatasetMonitorSettings>;
