export { FOREST_PARAMS } from './forest-params.ts';
export { type OutOfBag, outOfBagAnswers } from './out-of-bag.ts';
export { type PlantOptions, plantTrees } from './plant.ts';
export { predictTrees, type Trees } from './trees.ts';
