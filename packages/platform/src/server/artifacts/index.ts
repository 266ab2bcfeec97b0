export { type ArtifactRouteParts, addArtifactRoutes } from './mlflow-proxy.ts';
export type { ArtifactRoots } from './run-files.ts';
export { trackedRoots } from './tracked-roots.ts';
