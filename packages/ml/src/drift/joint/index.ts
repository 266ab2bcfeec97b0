export { type AttributionDrift, attributionDrift } from './attribution-drift.ts';
export { type DomainVerdict, domainClassifier } from './domain-classifier.ts';
export { type HdddmState, type HdddmStep, startHdddm, stepHdddm } from './hdddm.ts';
export { compareMarginDensity, type MarginShift, marginDensity } from './margin-density.ts';
export {
  type NovelCluster,
  type NoveltyOptions,
  type NoveltyStep,
  type NoveltyStepOptions,
  type NoveltyWatch,
  type Sphere,
  stepNovelty,
  watchNovelty,
} from './novelty/index.ts';
export {
  comparePcaPlane,
  fitPcaPlane,
  type PcaPlane,
  type PcaShift,
} from './pca-reconstruction.ts';
