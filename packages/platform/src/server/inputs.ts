import { AppError } from '@kaizenml/contracts';
import type { InputProblem } from '@kaizenml/contracts/operations';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What the three parts of a request say together; a key in two of them, or a body that is no object, is a problem. */
export interface MergedInput {
  readonly given: Readonly<Record<string, unknown>>;
  readonly problems: readonly InputProblem[];
}

/** Merges path, query and body of a request into one input. */
export function mergeInput(request: FastifyRequest): MergedInput {
  const { body } = request;
  const parts: [place: string, part: Record<string, unknown>][] = [
    ['path', request.params as Record<string, unknown>],
    ['query', request.query as Record<string, unknown>],
  ];
  if (isObject(body)) parts.push(['body', body]);
  else if (body !== undefined && body !== null)
    return { given: {}, problems: [{ path: '(body)', problem: 'must be an object' }] };
  const given: Record<string, unknown> = {};
  const placeOf: Record<string, string> = {};
  const problems: InputProblem[] = [];
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
    reason = (thrown as SyntaxError).message;
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
