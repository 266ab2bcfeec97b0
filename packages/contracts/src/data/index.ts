export type * from './statistics.ts';
