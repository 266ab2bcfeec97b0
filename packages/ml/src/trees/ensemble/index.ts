export { applyLink } from './apply-link.ts';
export { checkEnsemble } from './check-ensemble.ts';
export { compileEnsemble, type Scorer } from './compile-ensemble.ts';
export { goesLeft } from './goes-left.ts';
export { scorerOf } from './scorer-of.ts';
export { shrinkEnsemble } from './shrink-ensemble.ts';
export { type Link, NODE, type TreeEnsemble } from './tree-ensemble.ts';
export { truncateEnsemble } from './truncate-ensemble.ts';
