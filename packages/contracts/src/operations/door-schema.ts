import { z } from 'zod';
import { DOOR_ACTIONS, DOOR_PROBLEMS } from '../door.ts';

const Action = z.enum(DOOR_ACTIONS);
const ofColumn = (what: string) =>
  Action.optional().describe(`${what} Default: as for all columns.`);

/** What happens to problems of rows before a model is asked. */
export const DoorSchema = z.strictObject({
  type: Action.default('refuse').describe('A value that the column cannot hold.'),
  missing: Action.default('refuse').describe('No such column, where no training row lacked it.'),
  null: Action.default('ignore').describe('A missing value, where no training row had one.'),
  category: Action.default('warn').describe('A level that training never saw.'),
  range: Action.default('warn').describe(
    'A number outside those of training; a date only where its column says so.',
  ),
  unknown: Action.exclude(['default'])
    .default('refuse')
    .describe('A column that the model does not read.'),
  columns: z
    .record(
      z.string(),
      z.strictObject({
        type: ofColumn('A value that it cannot hold.'),
        missing: ofColumn('No such column.'),
        null: ofColumn('A missing value.'),
        category: ofColumn('A new level.'),
        range: ofColumn('A number or date outside those of training.'),
        value: z
          .union([z.string(), z.number(), z.boolean()])
          .optional()
          .describe('What `default` puts there. Default: the median, or the most frequent level.'),
      }),
    )
    .default({})
    .describe('By column, where not as for all columns.'),
});

/** Problems of rows as an answer tells them. */
export const doorAnswer = {
  problems: z
    .array(
      z.object({
        row: z.number().int().describe('From 1.'),
        column: z.string(),
        problem: z.enum(DOOR_PROBLEMS),
        action: z.enum(['warn', 'default']),
        to: z
          .union([z.string(), z.number(), z.boolean(), z.null()])
          .optional()
          .describe('What the model was asked with instead; absent where the value stayed.'),
        message: z.string(),
      }),
    )
    .optional()
    .describe(
      'What was wrong with the rows and did not refuse them, by the settings of the endpoint; absent when nothing was. The first 100.',
    ),
  nProblems: z.number().int().optional().describe('With `problems`: all that there were.'),
} as const;
