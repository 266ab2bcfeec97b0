export { screenColumns } from './screen-columns.ts';
export { isWide, nScreened } from './wide.ts';
