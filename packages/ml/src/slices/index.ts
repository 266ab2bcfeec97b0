export { type RowSlice, rowSlices } from './row-slices.ts';
