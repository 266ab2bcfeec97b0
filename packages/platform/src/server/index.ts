export type { JwtOptions } from './access/jwt.ts';
export { assertPort, isLoopback } from './address.ts';
export { parseOrigins } from './cors/cors.ts';
export type { DrainOptions } from './lifecycle/drain.ts';
export type { ServerLimits } from './limits/limits.ts';
export { openApiDocument } from './openapi.ts';
export { findWebFolder } from './pages.ts';
export { DEFAULT_PORT, type RunningServer, type ServerOptions, startServer } from './server.ts';
export { readToken, TOKEN_MIN_LENGTH } from './token.ts';
