import { fileURLToPath } from 'node:url';

/** Folder of a small model that answers rows. */
export const GOLDEN = fileURLToPath(new URL('../golden/v2/ensemble-binary', import.meta.url));

/** A row of it. */
export const GOLDEN_ROW = {
  months: 3,
  spend: 80.5,
  plan: 'basic',
  autopay: 'yes',
  since: '2022-02-03',
};
