export type { Causes } from './cause.ts';
export { type CauseDeps, causesOf, explainEndpoint } from './explain-endpoint.ts';
