export { createHandler, type GatewayAnswer, type Handler } from './create-handler.ts';
export type { FunctionModel } from './open-gateway.ts';
