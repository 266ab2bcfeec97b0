import type { KeyScope } from '../../keys/index.ts';

/** What holds for a method of gRPC, as the configuration of a route does for HTTP. */
export interface CallRule {
  /** True for a method that answers without credentials, however busy the server is. */
  readonly isOpen: boolean;
  readonly scope: KeyScope;
}

const OPEN: CallRule = { isOpen: true, scope: 'read' };
const READ: CallRule = { isOpen: false, scope: 'read' };
const PREDICT: CallRule = { isOpen: false, scope: 'predict' };
const ADMIN: CallRule = { isOpen: false, scope: 'admin' };

const RULES: Readonly<Record<string, CallRule>> = {
  ServerLive: OPEN,
  ServerReady: OPEN,
  ModelReady: READ,
  ServerMetadata: READ,
  ModelMetadata: READ,
  ModelConfig: READ,
  ModelStatistics: READ,
  RepositoryIndex: READ,
  ModelInfer: PREDICT,
  ModelStreamInfer: PREDICT,
};

/** The rule of a method; one that is not listed is for administrators. */
export function ruleOf(method: string): CallRule {
  return RULES[method] ?? ADMIN;
}
