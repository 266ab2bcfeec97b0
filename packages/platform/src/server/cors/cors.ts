import { AppError } from '@kaizenml/contracts';
import type { FastifyInstance } from 'fastify';

/** Time for which a browser may keep the answer to a preflight, seconds. */
const MAX_AGE_SECONDS = 600;

const METHODS = 'GET, POST, PUT, DELETE';
/** Headers that a page may read besides those that it always may. */
const EXPOSED = 'x-request-id, retry-after, ratelimit, ratelimit-policy';

/**
 * Lets pages of some other origins ask: answers their preflights, and names their origin in every answer. A page of
 * any other origin gets nothing, and its browser keeps the answer from it.
 *
 * No cookies are used here, so that none are allowed: a page sends its key in `Authorization`.
 *
 * @source Fetch Standard, "CORS protocol"
 */
export function addCors(server: FastifyInstance, origins: readonly string[]): void {
  const allowed = new Set(origins);
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('vary', 'Origin');
    const { origin } = request.headers;
    if (origin === undefined || !allowed.has(origin)) return done();
    void reply
      .header('access-control-allow-origin', origin)
      .header('access-control-expose-headers', EXPOSED);
    const asked = request.headers['access-control-request-method'];
    if (request.method !== 'OPTIONS' || asked === undefined) return done();
    void reply
      .header('access-control-allow-methods', METHODS)
      .header('access-control-max-age', MAX_AGE_SECONDS);
    const headers = request.headers['access-control-request-headers'];
    if (headers !== undefined) void reply.header('access-control-allow-headers', headers);
    void reply.status(204).send();
  });
}

/** Origins of a list with commas between. @throws ARGUMENT_INVALID for anything but `https://host[:port]` or `http://…`. */
export function parseOrigins(text: string): readonly string[] {
  const origins = text.split(',').map((origin) => origin.trim());
  const wrong = origins.find((origin) => !isOrigin(origin));
  if (wrong === undefined) return origins;
  throw new AppError('ARGUMENT_INVALID', {
    message: `An origin must be like https://app.example, got "${wrong}".`,
    hint: 'Write scheme, host and port alone, as the browser shows them in `Origin`; there is no sign for all.',
    details: { origin: wrong },
  });
}

function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
