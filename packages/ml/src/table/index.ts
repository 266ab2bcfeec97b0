export { BOOLEAN_WORDS, truthOf } from './boolean-words.ts';
export { type CivilDate, civilFromDays, DAY_MS, daysFromCivil, daysInMonth } from './civil-date.ts';
export { collectEvidence } from './collect-evidence.ts';
export {
  type CodedColumn,
  type Column,
  cell,
  columnLength,
  countMissing,
  encodeText,
  isMissing,
  isNumeric,
  isNumericKind,
  isoDate,
  type NumericColumn,
} from './column.ts';
export type { ColumnEvidence } from './column-evidence.ts';
export { tableFromRows } from './from-rows.ts';
export { inferDateFormat } from './infer-date-format.ts';
export { inferKind, type KindDecision } from './infer-kind.ts';
export { isMissingMarker, MISSING_MARKERS } from './missing-markers.ts';
export { DATE_FORMATS, type DateFormat, parseDate } from './parse-date.ts';
export { parseNumber } from './parse-number.ts';
export { type Cell, readCell, UNREADABLE } from './read-cell.ts';
export { rowAt } from './row-at.ts';
export { shareTable } from './share-table.ts';
export {
  columnNames,
  dropColumns,
  findColumn,
  getColumn,
  getColumns,
  makeTable,
  selectColumns,
  type Table,
  takeColumnRows,
  takeRows,
} from './table.ts';
