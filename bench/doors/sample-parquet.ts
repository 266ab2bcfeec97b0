import { readFile } from 'node:fs/promises';
import { encodeText, makeTable } from '@kaizenml/ml/table';
import { writeParquet } from '../../packages/platform/src/datasets/index.ts';

/** The bytes of a Parquet file with three rows of the sample model. @param path Where it is written. */
export async function sampleParquet(path: string): Promise<Buffer> {
  await writeParquet(
    path,
    makeTable([
      { name: 'months', kind: 'number', values: Float64Array.of(3, 40, 60) },
      encodeText('plan', 'category', ['basic', 'family', 'premium']),
      { name: 'calls', kind: 'number', values: Float64Array.of(7, Number.NaN, 2.5) },
    ]),
  );
  return readFile(path);
}
