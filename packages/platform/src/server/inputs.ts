import { AppError, showValue } from '@kaizenml/contracts';
import type { InputProblem } from '@kaizenml/contracts/operations';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What the three parts of a request say together; a key in two of them, or a body that is no object, is a problem. */
export interface MergedInput {
  readonly given: Readonly<Record<string, unknown>>;
  readonly problems: readonly InputProblem[];
}

/** The parts of a request that say something. */
export type RequestParts = Pick<FastifyRequest, 'params' | 'query' | 'body'>;

/** Merges path, query and body of a request into one input. */
export function mergeInput(request: RequestParts): MergedInput {
  const { body } = request;
  const quick = mergeQuickly(request);
  if (quick !== undefined) return quick;
  const parts: [place: string, part: Record<string, unknown>][] = [
    ['path', request.params as Record<string, unknown>],
    ['query', request.query as Record<string, unknown>],
  ];
  const problems: InputProblem[] = [];
  if (isObject(body)) parts.push(['body', body]);
  else if (body !== undefined && body !== null)
    problems.push({ path: '(body)', problem: `must be an object, got ${showValue(body)}` });
  const given: Record<string, unknown> = {};
  const placeOf: Record<string, string> = {};
  for (const [place, part] of parts) {
    for (const key of Object.keys(part)) {
      if (Object.hasOwn(placeOf, key))
        problems.push({ path: key, problem: `is given in the ${placeOf[key]} already` });
      else given[key] = part[key];
      placeOf[key] ??= place;
    }
  }
  return { given, problems };
}

const NO_PROBLEMS: readonly InputProblem[] = [];

/** The same where no key can be given twice: without a query, and with a body that says nothing of the path. */
function mergeQuickly({ body, params, query }: RequestParts): MergedInput | undefined {
  if (!isObject(body)) return undefined;
  for (const _ in query as object) return undefined;
  const given: Record<string, unknown> = {};
  for (const key in params as object) {
    if (Object.hasOwn(body, key)) return undefined;
    given[key] = (params as Record<string, unknown>)[key];
  }
  for (const key of Object.keys(body)) given[key] = body[key];
  return { given, problems: NO_PROBLEMS };
}

/** Reads JSON bodies: an empty one is no body, and a key that would reach a prototype is refused. */
export function addJsonBody(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeContentTypeParser('text/plain');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    return void parse(request, body as string, (error, parsed) =>
      error === null ? done(null, parsed) : done(notJson(body as string)),
    );
  });
}

function notJson(body: string): AppError {
  let reason = 'a key that is not allowed: "__proto__" or "constructor.prototype"';
  try {
    JSON.parse(body);
  } catch (thrown) {
    reason = `text that is not: ${(thrown as SyntaxError).message}`;
  }
  return new AppError('REQUEST_INVALID', {
    message: `The request body must be JSON, got ${reason}.`,
    hint: 'Check quotes and commas; JSON has no NaN, write null for a missing value.',
    details: { problems: [{ path: '(body)', problem: reason }] },
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
