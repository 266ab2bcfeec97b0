export { type NoveltyOptions, type NoveltyWatch, watchNovelty } from './novelty-watch.ts';
export type { Sphere } from './spheres.ts';
export {
  type NovelCluster,
  type NoveltyStep,
  type NoveltyStepOptions,
  stepNovelty,
} from './step-novelty.ts';
