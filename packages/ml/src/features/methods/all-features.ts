import type { SelectionMethod } from '../selection-method.ts';

/** Keeps every column: what the others are compared with. */
export const allFeatures: SelectionMethod = {
  name: 'all-features',
  title: 'All features',
  kind: 'none',
  source: '',
  select: ({ nColumns }) => Int32Array.from({ length: nColumns }, (_, j) => j),
};
