import { profileTable, type TableProfile } from '@kaizenml/ml/stats';
import type { Table } from '@kaizenml/ml/table';
import { step } from '../step.ts';

/** What each column holds. */
export const profile = step<{ table: Table }, Record<never, never>, TableProfile>({
  name: 'profile',
  title: 'Looking at every column',
  url: import.meta.url,
  run: async ({ table }) => profileTable(table),
});
