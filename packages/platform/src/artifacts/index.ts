export { ChunkCutter, type Cut } from './chunks/chunk-cutter.ts';
export { findLineSteps } from './chunks/line-steps.ts';
export type { ChunkStore, NewChunk, StoredChunk } from './chunks/store.ts';
export { openFileArtifacts } from './file-artifacts.ts';
export { folderHash } from './folder-hash.ts';
export type { ArtifactFiles, ArtifactStore, StoredArtifact } from './store.ts';
