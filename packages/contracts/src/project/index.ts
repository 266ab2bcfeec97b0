export {
  Graph,
  type GraphInput,
  type GraphLookup,
  type GraphNode,
  type GraphStep,
  graphInvalid,
  parseGraph,
} from './graph.ts';
export {
  DEFAULT_FOLDS,
  Project,
  type ProjectInput,
  parseProject,
  SEARCH_STRATEGIES,
} from './project.ts';
