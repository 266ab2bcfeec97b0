export { embeddingsDistanceTest } from './embeddings-distance.ts';
export { embeddingsMmdTest } from './embeddings-mmd.ts';
export { embeddingsModelTest } from './embeddings-model.ts';
export { embeddingsRatioTest } from './embeddings-ratio.ts';
