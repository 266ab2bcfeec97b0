import { AppError } from '@kaizenml/contracts';

/** A request out of an event, whichever way it came. */
export interface EventRequest {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** True for an event that is the body itself: its answer is one, too. */
  readonly isBare: boolean;
}

/** The parts of an event of a gateway that count; everything else is passed over. */
interface GatewayEvent {
  readonly version?: unknown;
  readonly httpMethod?: unknown;
  readonly path?: unknown;
  readonly rawPath?: unknown;
  readonly headers?: unknown;
  readonly multiValueHeaders?: unknown;
  readonly requestContext?: {
    readonly http?: { readonly method?: unknown; readonly path?: unknown };
  };
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
}

/**
 * Reads an event of an API gateway (payload format 1.0 or 2.0), of a function URL, of an application load balancer, or
 * one that is the body of a request itself.
 *
 * @throws REQUEST_INVALID for an event that is none of these
 * @source Amazon API Gateway, "Working with AWS Lambda proxy integrations"; Elastic Load Balancing, "Lambda functions as targets".
 */
export function readEvent(given: unknown): EventRequest {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new AppError('REQUEST_INVALID', {
      message: `An event must be that of a gateway or an object with rows, got ${given === null ? 'null' : Array.isArray(given) ? 'a list' : typeof given}.`,
      hint: 'Send {"rows": [{"column": value}]}.',
      details: { kind: given === null ? 'null' : Array.isArray(given) ? 'list' : typeof given },
    });
  const event = given as GatewayEvent;
  const { http } = event.requestContext ?? {};
  const isGateway = event.requestContext !== undefined || typeof event.httpMethod === 'string';
  if (!isGateway)
    return {
      ...{ method: 'POST', path: '/', isBare: true },
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(given)),
    };
  const isVersion2 = event.version === '2.0';
  return {
    method: textOf(isVersion2 ? http?.method : event.httpMethod) || 'POST',
    path: textOf(isVersion2 ? (event.rawPath ?? http?.path) : event.path) || '/',
    headers: { ...headersOf(event.multiValueHeaders), ...headersOf(event.headers) },
    body: Buffer.from(textOf(event.body), event.isBase64Encoded === true ? 'base64' : 'utf8'),
    isBare: false,
  };
}

function headersOf(given: unknown): Record<string, string> {
  if (typeof given !== 'object' || given === null) return {};
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]: [string, unknown]) => {
      const one: unknown = Array.isArray(value) ? value.at(-1) : value;
      return typeof one === 'string' ? [[name.toLowerCase(), one]] : [];
    }),
  );
}

function textOf(given: unknown): string {
  return typeof given === 'string' ? given : '';
}
