export { compileDerived, type PlacedDerived } from './compile-derived.ts';
export { derive } from './derive.ts';
export {
  type DerivedColumn,
  isDerived,
  kindOfDerived,
  nameOfDerived,
  OPERATIONS,
  type Operation,
  takenKinds,
} from './derived-column.ts';
export { halvesOf, shareOfColumn } from './explained-share.ts';
export { findDerived } from './find-derived.ts';
