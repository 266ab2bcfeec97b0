export { answeringVersion, toEndpoint } from './endpoint.ts';
export { listEndpoints } from './list.ts';
export { showEndpoint } from './show.ts';
