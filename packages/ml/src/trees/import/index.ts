export { applyAnswerLink } from './apply-answer-link.ts';
export type { AnswerLink, ImportedFeature, ImportedModel } from './imported-model.ts';
export { readTreeModel } from './read-tree-model.ts';
