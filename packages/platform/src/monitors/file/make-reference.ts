import type { Baseline } from '@kaizenml/ml/windows';
import { adoptLevels } from './adopt-levels.ts';
import { type ChooseOptions, chooseBinnings } from './choose-binnings.ts';
import { countFile } from './count-file.ts';

/**
 * What the columns of a data file look like, for files that come later: bins are chosen in a first pass, all rows counted in a second.
 *
 * @throws FILE_NOT_FOUND, FILE_NOT_READABLE, FILE_NOT_A_TABLE, TABLE_EMPTY, COLUMN_DUPLICATE, LINE_TOO_LONG
 * @cost Two passes; a few kilobytes per column are left of any number of rows.
 */
export async function makeReference(path: string, options: ChooseOptions): Promise<Baseline> {
  const { hear } = options;
  const half = (from: number) => (share: number) => hear?.((from + share) / 2);
  const binnings = await chooseBinnings(path, { ...options, hear: half(0) });
  const { columns } = await countFile(path, { ...options, binnings, hear: half(1) });
  return {
    columns: columns.map((column) => ({ role: 'input', ...adoptLevels(column) })),
    performance: null,
    calibration: null,
    lossModel: null,
  };
}
