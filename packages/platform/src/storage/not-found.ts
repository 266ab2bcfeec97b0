export { runNotFound } from './tables/run-not-found.ts';
export { experimentNotFound, loggedModelNotFound } from './tables/tracking/failures.ts';
