export { ChunkCutter, type Cut } from './chunks/chunk-cutter.ts';
export { findLineSteps } from './chunks/line-steps.ts';
export type { ChunkStore, NewChunk, StoredChunk } from './chunks/store.ts';
export { openContents } from './contents/open-contents.ts';
export { fileTooLarge } from './contents/receive-file.ts';
export type { ByteRange, ContentStore } from './contents/store.ts';
export { openFileArtifacts } from './file-artifacts.ts';
export { folderHash } from './folder-hash.ts';
export { type Freed, type FreeParts, freeArtifacts } from './released/free-artifacts.ts';
export type { Doomed, ReleasedArtifactStore } from './released/store.ts';
export { sweepReleased } from './released/sweep-released.ts';
export type { ArtifactFiles, ArtifactStore, StoredArtifact } from './store.ts';
export { type ComparedFile, diffFiles, type FileDiff } from './trees/diff-files.ts';
export { startSweeping } from './trees/start-sweeping.ts';
export type {
  Content,
  KeptFile,
  RemovedFile,
  TreeEntry,
  TreeFile,
  TreeFileStore,
  TreeWeight,
} from './trees/store.ts';
export { pathNotFound, pathTaken } from './trees/tree-errors.ts';
export { pathBelow, treeFolder, treePath } from './trees/tree-path.ts';
export { findTreeFolder } from './trees/tree-uri.ts';
export { type ArtifactTrees, createArtifactTrees, type RemovedTree } from './trees/trees.ts';
export { openUploads, type PartTag, type Uploads } from './trees/uploads.ts';
