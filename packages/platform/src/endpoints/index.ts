export { configureEndpoint } from './configure.ts';
export { answeringVersion, DEFAULT_SETTINGS, type EndpointDeps, toEndpoint } from './endpoint.ts';
export { endpointNotFound } from './endpoint-not-found.ts';
export { listEndpointChanges } from './history.ts';
export { listEndpoints } from './list.ts';
export { loadTestEndpoint } from './load-test.ts';
export { showEndpoint } from './show.ts';
export type { EndpointStore } from './store.ts';
