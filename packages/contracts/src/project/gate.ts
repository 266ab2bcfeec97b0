import { z } from 'zod';

/** How a model may stand beside the champion, by the 90 % interval of their difference on the same rows. */
export const STANDINGS = ['not-worse', 'as-good', 'better'] as const;

export type Standing = (typeof STANDINGS)[number];

/** What an artifact may hold, or lack, that the security gate refuses otherwise. */
export const ALLOWANCES = [
  'unknown-files',
  'functions',
  'addresses',
  'operators',
  'personal-data',
  'uncommitted-changes',
  'no-commit',
  'no-lockfile',
] as const;

export type Allowance = (typeof ALLOWANCES)[number];

/** Differences between groups that may have a limit. */
export const FAIRNESS_METRICS = [
  'statistical_parity_difference',
  'equal_opportunity_difference',
  'equalized_odds_difference',
  'accuracy_difference',
] as const;

const MARGIN_ASKED =
  'must have a `margin` with `must: as-good`: how much worse the model may be at most';

const leastRows = z
  .number()
  .int()
  .min(2)
  .default(50)
  .describe('Rows of the test part below which a part of the rows is left out.');

const ChampionGate = z
  .strictObject({
    metric: z.string().optional().describe('Default: the metric that chooses.'),
    must: z
      .enum(STANDINGS)
      .default('not-worse')
      .describe(
        '`not-worse`: refused where it is surely worse, the whole interval below 0. `as-good`: surely not worse by more than `margin`. `better`: surely better, the whole interval above 0.',
      ),
    margin: z
      .number()
      .gt(0)
      .optional()
      .describe('For `as-good`: how much worse it may be, in the unit of the metric.'),
  })
  .refine(({ must, margin }) => must !== 'as-good' || margin !== undefined, {
    message: MARGIN_ASKED,
  });

const SliceGate = z
  .strictObject({
    column: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Column whose values are the slices; of numbers with many values the quarters. It need not be a feature. Default: the weak segments that the run found.',
      ),
    metric: z.string().optional().describe('Default: the metric that chooses.'),
    min: z.number().optional().describe('Smallest value in every slice.'),
    max: z.number().optional().describe('Largest value in every slice.'),
    champion: z
      .literal('not-worse')
      .optional()
      .describe(
        'Refused where the model is surely worse than the champion in a slice, over all slices at 5 %.',
      ),
    leastRows,
  })
  .refine(({ min, max, champion }) => [min, max, champion].some((each) => each !== undefined), {
    message: 'must have `min`, `max` or `champion`',
  });

const FairnessGate = z.strictObject({
  group: z.string().min(1).describe('Column that names the groups. It need not be a feature.'),
  favorable: z
    .string()
    .optional()
    .describe(
      'The class that is good to be called, such as `approved`. Default: the second class of two.',
    ),
  max: z
    .partialRecord(z.enum(FAIRNESS_METRICS), z.number().min(0).max(1))
    .refine((max) => Object.keys(max).length > 0, { message: 'must limit something' })
    .describe(
      'Largest difference between any two groups: `statistical_parity_difference` of the shares that are called favorable, `equal_opportunity_difference` of those shares among the truly favorable, `equalized_odds_difference` of those among the others as well, `accuracy_difference` of the shares of right calls.',
    ),
  leastRows,
});

/** What a model must reach before it is registered. */
export const Gate = z.strictObject({
  min: z
    .record(z.string(), z.number())
    .default({})
    .describe('Smallest test value by metric, such as `roc_auc: 0.8`.'),
  max: z
    .record(z.string(), z.number())
    .default({})
    .describe('Largest test value by metric, such as `rmse: 3`.'),
  betterThanBaseline: z.boolean().default(true).describe('The champion must beat every baseline.'),
  champion: z
    .array(ChampionGate)
    .default([])
    .describe('How it must stand beside the champion, on the same rows. Without one it passes.'),
  slices: z.array(SliceGate).default([]).describe('What must hold in every slice of the rows.'),
  fairness: z
    .array(FairnessGate)
    .default([])
    .describe('How alike groups must be treated; for classes.'),
  latency: z
    .strictObject({
      p99Ms: z
        .number()
        .gt(0)
        .describe(
          '99 of 100 rows, asked one by one, must be answered within so many milliseconds: in the process of the run, on its machine, without a network.',
        ),
    })
    .optional(),
  sizeMb: z
    .number()
    .gt(0)
    .optional()
    .describe('Largest size of the artifact, in MB of 1 000 000 bytes.'),
  security: z
    .strictObject({
      allow: z
        .array(z.enum(ALLOWANCES))
        .default([])
        .describe(
          'What is refused otherwise: files that no artifact of ours has, code of functions, addresses of other servers, operators of ONNX from outside its standard, rows with data about persons, a tree with uncommitted changes, no recorded commit, no recorded lockfile.',
        ),
    })
    .optional()
    .describe('What the artifact may hold, and what must be known of its origin.'),
});
