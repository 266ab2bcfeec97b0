import { z } from 'zod';

/** Shares of truths that an interval or a set of classes may be asked to hold. */
export const INTERVAL_LEVELS: readonly number[] = [0.5, 0.8, 0.9, 0.95, 0.99];

const Level = z.coerce
  .number()
  .refine((level) => INTERVAL_LEVELS.includes(level), 'must be 0.5, 0.8, 0.9, 0.95 or 0.99');

/** What answers of an endpoint say of themselves without being asked. */
export const DoubtSettings = z.strictObject({
  flags: z
    .boolean()
    .default(false)
    .describe('Whether answers tell rows that are unlike training, or in which the model is weak.'),
  alarmRate: z
    .number()
    .min(0.0001)
    .max(0.1)
    .default(0.01)
    .describe('Share of ordinary rows that are told as unusual.'),
  interval: Level.optional().describe(
    'Share of the truths that intervals around numbers, and sets of classes, hold: 0.5, 0.8, 0.9, 0.95 or 0.99. Default: none are given.',
  ),
});

/** What a request asks of its answers. */
export const doubtAsked = {
  flags: z
    .boolean()
    .optional()
    .describe('Whether to tell rows whose answers should be doubted. Default: as the endpoint.'),
  interval: Level.optional().describe(
    'Share of the truths that an interval, or a set of classes, is to hold: 0.5, 0.8, 0.9, 0.95 or 0.99. Default: as the endpoint.',
  ),
} as const;

/** Of one answer, where it was asked for and the model knows. */
export const trustAnswer = {
  interval: z
    .object({ level: z.number(), low: z.number(), high: z.number() })
    .optional()
    .describe('Holds the true number with the probability of its level.'),
  classes: z
    .object({ level: z.number(), names: z.array(z.string()) })
    .optional()
    .describe('Hold the true class with the probability of their level; the most probable first.'),
} as const;

/** Of all answers of a request, where it was asked for and the model knows. */
export const flagsAnswer = {
  flags: z
    .array(
      z.object({
        row: z.number().int().describe('From 1.'),
        kind: z.enum(['unusual', 'weak']),
        columns: z.array(z.string()),
        share: z
          .number()
          .optional()
          .describe('Of `unusual`: at most this share of ordinary rows is as unusual.'),
        message: z.string(),
      }),
    )
    .optional()
    .describe(
      'Rows whose answers should be doubted: unlike the rows of training, or where the card says that the model is weak. The first 100.',
    ),
  nFlags: z.number().int().optional().describe('With `flags`: all that there are.'),
  alarmRate: z
    .number()
    .optional()
    .describe('With `flags`: share of ordinary rows that are told as unusual.'),
} as const;
