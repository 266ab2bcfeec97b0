import { AppError } from '@kaizenml/contracts';

/** The failure of a file that has columns, or nothing, but no rows. */
export function noRows(file: string, received: string): AppError {
  return new AppError('TABLE_EMPTY', {
    message: `File "${file}" must hold at least one row, got ${received}.`,
    hint: 'Check that the export that wrote it has finished.',
    details: { file, nRows: 0 },
  });
}
