import type { FileFault } from '../fault.ts';
import { CATEGORY_FAULTS } from './categories.ts';
import { DATE_FAULTS } from './dates.ts';
import { LINE_FAULTS } from './lines.ts';
import { NUMBER_FAULTS } from './numbers.ts';
import { TEXT_FAULTS } from './text.ts';
import { COLUMN_FAULTS } from './whole-columns.ts';

/** Every fault of a file that the linter has to find. Adding a row adds a fault to the suite and its bench. */
export const FILE_FAULTS: readonly FileFault[] = [
  ...LINE_FAULTS,
  ...TEXT_FAULTS,
  ...NUMBER_FAULTS,
  ...DATE_FAULTS,
  ...CATEGORY_FAULTS,
  ...COLUMN_FAULTS,
];
