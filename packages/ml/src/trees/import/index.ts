export { applyAnswerLink } from './apply-answer-link.ts';
export type { AnswerLink, ImportedFeature, ImportedModel } from './imported-model.ts';
export { type ImportedTreesState, importedTrees } from './imported-trees.ts';
export { type ReadOptions, readTreeModel } from './read-tree-model.ts';
export type { DumpFacts } from './xgboost/dump/read-dump.ts';
