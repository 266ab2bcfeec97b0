import { listNames } from '@kaizenml/contracts';

/** The remark on categories that come as numbers, since the file does not name their levels. */
export function remarkOnCodes(columns: readonly string[]): readonly string[] {
  if (columns.length === 0) return [];
  return [
    `The file does not name the levels of ${listNames(columns)}: send the codes that the model was trained with.`,
  ];
}
