import type { AppError, ErrorCode } from '@kaizenml/contracts';
import { wordsOf } from './words-of.ts';

/** The codes of the protocol that this server uses, with their HTTP status. */
const STATUSES = {
  INTERNAL_ERROR: 500,
  NOT_IMPLEMENTED: 501,
  TEMPORARILY_UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
  REQUEST_LIMIT_EXCEEDED: 429,
  RESOURCE_EXHAUSTED: 429,
  RESOURCE_CONFLICT: 409,
  ENDPOINT_NOT_FOUND: 404,
  RESOURCE_DOES_NOT_EXIST: 404,
  PERMISSION_DENIED: 403,
  UNAUTHENTICATED: 401,
  RESOURCE_ALREADY_EXISTS: 400,
  INVALID_PARAMETER_VALUE: 400,
} as const;

type MlflowCode = keyof typeof STATUSES;

/** Failures whose code does not follow from their status. */
const CODES: Partial<Record<ErrorCode, MlflowCode>> = {
  ROUTE_NOT_FOUND: 'ENDPOINT_NOT_FOUND',
  METHOD_NOT_ALLOWED: 'ENDPOINT_NOT_FOUND',
  EXPERIMENT_EXISTS: 'RESOURCE_ALREADY_EXISTS',
  RUN_EXISTS: 'RESOURCE_ALREADY_EXISTS',
  EXPERIMENT_STATE: 'INVALID_PARAMETER_VALUE',
  RUN_STATE: 'INVALID_PARAMETER_VALUE',
  PARAM_CHANGED: 'INVALID_PARAMETER_VALUE',
  MODEL_EXISTS: 'RESOURCE_ALREADY_EXISTS',
  RATE_LIMITED: 'REQUEST_LIMIT_EXCEEDED',
};

const OF_STATUS: Readonly<Record<number, MlflowCode>> = {
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'RESOURCE_DOES_NOT_EXIST',
  408: 'DEADLINE_EXCEEDED',
  409: 'RESOURCE_CONFLICT',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL_ERROR',
  501: 'NOT_IMPLEMENTED',
  502: 'TEMPORARILY_UNAVAILABLE',
  503: 'TEMPORARILY_UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
  507: 'RESOURCE_EXHAUSTED',
};

/** A failure as a client of the protocol is told it. */
export interface MlflowFailure {
  readonly status: number;
  readonly body: { readonly error_code: string; readonly message: string };
}

/** Tells a failure in the code, status and words of the protocol. */
export function toMlflowFailure(error: AppError): MlflowFailure {
  const code = CODES[error.code] ?? OF_STATUS[error.row.status] ?? 'INVALID_PARAMETER_VALUE';
  return { status: STATUSES[code], body: { error_code: code, message: wordsOf(error) } };
}
