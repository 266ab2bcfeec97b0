export { type ImportedFeature, type ImportedModel, readTreeModel } from './import/index.ts';
