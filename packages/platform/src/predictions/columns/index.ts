export { type Layout, type LayoutSurvey, surveyLayout } from './layout.ts';
export { openTableReader, type TableReader } from './read-table.ts';
export { labelColumns, tableColumns } from './table-columns.ts';
export { losslessRows, rowsOf } from './to-table.ts';
export { writeTable } from './write-table.ts';
