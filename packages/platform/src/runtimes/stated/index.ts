export { type OpenStatedDeps, openStated } from './open-stated.ts';
export {
  type FunctionManifest,
  findStatedManifest,
  type GraphManifest,
  type ProxyManifest,
  type StatedManifest,
} from './stated-manifest.ts';
export type { StatedModel } from './stated-model.ts';
