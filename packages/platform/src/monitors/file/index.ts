export { readBaseline, writeBaseline } from './baseline-file.ts';
export { chooseBinnings } from './choose-binnings.ts';
export { compareFile } from './compare.ts';
export {
  type ComparedWindow,
  compareWindows,
  type Judging,
  type WindowPair,
} from './compare-windows.ts';
export {
  type CountedColumn,
  type CountedFile,
  type CountOptions,
  countFile,
} from './count-file.ts';
export { makeReference } from './make-reference.ts';
export { referenceFile } from './reference.ts';
