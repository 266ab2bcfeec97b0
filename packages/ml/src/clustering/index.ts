export { type ChooseKOptions, chooseK } from './choice/choose-k.ts';
export type { ChoiceOfK, EvidenceOfK, VotesForK } from './choice/evidence.ts';
export { clusterGraph } from './cluster-graph.ts';
export {
  type Clustering,
  type ClusterModel,
  type ClusterOptions,
  clusterTable,
  predictClusters,
} from './cluster-table.ts';
export type {
  CategoryEncoding,
  ColumnEncoding,
  NumberEncoding,
  TableEncoding,
} from './encoding/column-encoding.ts';
export { coordinatesOf, widthOf } from './encoding/column-encoding.ts';
export { encodeTable } from './encoding/encode-table.ts';
export { fitEncoding } from './encoding/fit-encoding.ts';
export { projectPoints } from './encoding/project-points.ts';
export { adjustedRand } from './indices/adjusted-rand.ts';
export { calinskiHarabasz, type SquaresSplit } from './indices/calinski-harabasz.ts';
export { daviesBouldin } from './indices/davies-bouldin.ts';
export { meanSilhouette, silhouettes } from './indices/silhouettes.ts';
export { simplifiedSilhouette } from './indices/simplified-silhouette.ts';
export {
  type Assignment,
  assignToCenters,
  type KMeansOptions,
  type KMeansState,
  kMeans,
} from './k-means.ts';
export { mapPoints, type PointMap } from './map/map-points.ts';
export { type NearestCenterState, nearestCenter } from './nearest-center.ts';
export type { ClusterRule, Condition } from './profiles/cluster-rule.ts';
export type { ClusterProfile } from './profiles/profile-clusters.ts';
export type { LevelTrait, NumberTrait, Trait } from './profiles/trait.ts';
export {
  type ResampleOptions,
  resampleClusters,
  type Stability,
} from './stability/resample-clusters.ts';
