import { z } from 'zod';

/** What may go wrong when a data file is read as a table. */
export const READ_ERRORS = [
  'FILE_NOT_FOUND',
  'FILE_NOT_READABLE',
  'FILE_NOT_A_TABLE',
  'TABLE_EMPTY',
  'ROW_RAGGED',
  'LINE_TOO_LONG',
  'COLUMN_DUPLICATE',
] as const;

/** Which version of which dataset. */
export const datasetReference = z.object({
  name: z.string().describe('`name`, `name@version`, `name@tag` or `name@span`.'),
});
