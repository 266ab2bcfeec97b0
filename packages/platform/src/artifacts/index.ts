export { openFileArtifacts } from './file-artifacts.ts';
export { folderHash } from './folder-hash.ts';
export type { ArtifactFiles, ArtifactStore, StoredArtifact } from './store.ts';
