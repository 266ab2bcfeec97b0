export { type PlantOptions, plantTrees } from './plant.ts';
export { predictTrees, type Trees } from './trees.ts';
