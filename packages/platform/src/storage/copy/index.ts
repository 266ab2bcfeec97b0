export { type CopiedTable, type CopyOptions, copyStore, type Side } from './copy-store.ts';
export { openSide } from './open-side.ts';
