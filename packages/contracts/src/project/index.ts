export {
  DEFAULT_FOLDS,
  Project,
  type ProjectInput,
  parseProject,
  SEARCH_STRATEGIES,
} from './project.ts';
