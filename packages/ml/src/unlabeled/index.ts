export {
  type ColumnReading,
  type InformativeColumns,
  informativeColumns,
  type LeftOut,
} from './informative-columns.ts';
export { otherKind } from './other-kind.ts';
