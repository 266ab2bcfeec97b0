import type { DatasetStatistics } from '@kaizenml/contracts';
import { tableStatistics } from '@kaizenml/ml/sketches';
import type { Table } from '@kaizenml/ml/table';
import { step } from '../step.ts';

/** What each column holds. */
export const profile = step<{ table: Table }, Record<never, never>, DatasetStatistics>({
  name: 'profile',
  title: 'Looking at every column',
  url: import.meta.url,
  run: async ({ table }) => tableStatistics(table),
});
