import { z } from 'zod';
import { operation } from './operation.ts';
import { EstimateSchema, Instant, Name, Who } from './shared.ts';

const LabelValue = z.union([z.string(), z.number(), z.boolean()]);

/** What somebody found in looking through a wrong answer. */
export const RowTagsSchema = z.object({
  tags: z.array(z.string()).describe('Causes; empty where none was seen.'),
  note: z.string().nullable(),
  who: Who,
  label: LabelValue.describe('The label beside which the answer was called wrong.'),
  receivedAt: Instant,
});

const WrongAnswer = z.object({
  requestId: z.string(),
  row: z.number().int().describe('Row of the request, from 1.'),
  at: Instant,
  version: z.number().int(),
  values: z.record(z.string(), z.unknown()).describe('What was sent.'),
  prediction: z.union([z.string(), z.number()]),
  probabilities: z.record(z.string(), z.number().nullable()).nullable(),
  label: LabelValue,
  loss: z.number().describe('1 of a wrong class, the absolute error of a number.'),
  contributions: z
    .record(z.string(), z.number())
    .nullable()
    .describe('What each column added to the answer; null where that was not logged.'),
  found: RowTagsSchema.nullable().describe('What was found in it; null: nobody looked yet.'),
});

const TagShare = z.object({
  tag: z.string(),
  nRows: z.number().int().describe('Wrong answers that have it.'),
  share: EstimateSchema.describe(
    'Of the error: which is their share of the answers that were looked through, since these are drawn in proportion to it.',
  ),
  gain: EstimateSchema.nullable().describe(
    'What would be won if this cause were gone, in the unit of `loss`: the most that work on it can win. null without labelled answers.',
  ),
});

export const predictionsErrors = operation({
  name: 'predictions.errors',
  doc: 'Wrong answers to look through, drawn in proportion to their error, and what was found in those that were looked through.',
  http: 'GET /api/v1/endpoints/{name}/errors',
  input: z.object({
    name: Name.describe('Name of the endpoint.'),
    days: z.coerce
      .number()
      .int()
      .min(1)
      .max(366)
      .default(28)
      .describe('Days back in which the answers were given.'),
    show: z
      .enum(['next', 'found'])
      .default('next')
      .describe('next: those to look through next · found: those that were, the newest first.'),
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(200)
      .default(20)
      .describe('Wrong answers given at most.'),
  }),
  output: z.object({
    name: z.string(),
    from: Instant.describe('Answers from here on were read.'),
    nAnswers: z.number().int().describe('Answered rows that were read.'),
    isCut: z
      .boolean()
      .describe('Whether there were more than 100000, of which the newest were read.'),
    nLabelled: z.number().int(),
    nWrong: z.number().int().describe('Labelled rows whose answer was not exactly right.'),
    loss: EstimateSchema.extend({
      metric: z.enum(['error rate', 'mean absolute error']),
    })
      .nullable()
      .describe('Of the labelled rows that were read; null without any.'),
    nFound: z.number().int().describe('Wrong answers that were looked through.'),
    tags: z.array(TagShare).describe('The most frequent first.'),
    items: z.array(WrongAnswer),
  }),
  errors: ['ENDPOINT_NOT_FOUND', 'HOME_DAMAGED'],
  example: { name: 'penguins-species', days: 28, limit: 20 },
});

export const predictionsTag = operation({
  name: 'predictions.tag',
  doc: 'Says what made an answer wrong, in words of your own; the last finding of a row holds.',
  http: 'POST /api/v1/endpoints/{name}/tags',
  input: z.object({
    name: Name.describe('Name of the endpoint.'),
    requestId: z.string().min(1).max(1000).describe('The `requestId` that the answer carried.'),
    row: z.coerce.number().int().min(1).default(1).describe('Row of the request, from 1.'),
    tags: z
      .string()
      .max(1000)
      .optional()
      .describe('Causes, with commas between. Without: none was seen.'),
    note: z.string().max(2000).optional().describe('Anything else that is worth keeping.'),
  }),
  output: RowTagsSchema.extend({
    name: z.string(),
    requestId: z.string(),
    row: z.number().int(),
  }),
  errors: [
    'ENDPOINT_NOT_FOUND',
    'PREDICTION_NOT_FOUND',
    'ARGUMENT_INVALID',
    'HOME_DAMAGED',
    'DISK_FULL',
    'HOME_NOT_WRITABLE',
  ],
  positional: ['name', 'requestId'],
  example: {
    name: 'penguins-species',
    requestId: '01JD0000000000000000000000',
    tags: 'young bird,measured twice',
  },
});
