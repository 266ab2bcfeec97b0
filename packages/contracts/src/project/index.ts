export { ENDPOINTS_HINT, Endpoints, parseEndpoints } from './endpoints.ts';
export {
  ALLOWANCES,
  type Allowance,
  FAIRNESS_METRICS,
  Gate,
  STANDINGS,
  type Standing,
} from './gate.ts';
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
export { projectInvalid } from './project-invalid.ts';
