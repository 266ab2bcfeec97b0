export { hasLevel } from './ensemble/goes-left.ts';
export {
  type BinnedTrees,
  compileEnsemble,
  NODE,
  NODE_SIZE,
  outputsOf,
  type Scorer,
  type TreeEnsemble,
} from './ensemble/index.ts';
export {
  type DumpFacts,
  type ImportedFeature,
  type ImportedModel,
  type ReadOptions,
  readTreeModel,
} from './import/index.ts';
export { type Seat, type SharedTeam, serveTeam, sharedTeam } from './threads/shared-team.ts';
export { soloTeam, type Team } from './threads/team.ts';
