import type { KeyScope } from '../../keys/index.ts';

/** What holds for a method of gRPC, as the configuration of a route does for HTTP. */
export interface CallRule {
  /** True for a method that answers without credentials, however busy the server is. */
  readonly isOpen: boolean;
  readonly scope: KeyScope;
  /** Set where an account is shown what its roles say, and needs none. Default: a role at the model, or everywhere. */
  readonly at?: 'ports';
}

const OPEN: CallRule = { isOpen: true, scope: 'read' };
const READ: CallRule = { isOpen: false, scope: 'read' };
const SEEN: CallRule = { isOpen: false, scope: 'read', at: 'ports' };
const PREDICT: CallRule = { isOpen: false, scope: 'predict' };
const ADMIN: CallRule = { isOpen: false, scope: 'admin' };

const RULES: Readonly<Record<string, CallRule>> = {
  ServerLive: OPEN,
  ServerReady: OPEN,
  ModelReady: READ,
  ServerMetadata: SEEN,
  ModelMetadata: READ,
  ModelConfig: READ,
  ModelStatistics: READ,
  RepositoryIndex: SEEN,
  ModelInfer: PREDICT,
  ModelStreamInfer: PREDICT,
};

/** The rule of a method; one that is not listed is for administrators. */
export function ruleOf(method: string): CallRule {
  return RULES[method] ?? ADMIN;
}
