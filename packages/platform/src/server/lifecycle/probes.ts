import { AppError } from '@kaizenml/contracts';
import type { FastifyInstance } from 'fastify';
import type { Lifecycle } from './phase.ts';

/** The routes that machines ask, in the form in which routes are listed. */
export const PROBE_ROUTES = ['GET /livez', 'GET /readyz'] as const;

/** What readiness is made of. */
export interface ProbeParts {
  readonly lifecycle: Lifecycle;
  /** The code of why the home cannot be written, or undefined. */
  readonly checkHome: () => Promise<string | undefined>;
}

/**
 * Says at `/livez` that the process answers, and at `/readyz` whether it should be sent requests.
 *
 * Both are open and always taken, however busy the server is: who asks is a machine that would end the process or
 * send requests elsewhere.
 *
 * @throws SERVER_NOT_READY at `/readyz` while the server starts, while it drains, and when its home cannot be written.
 */
export function addProbes(server: FastifyInstance, { lifecycle, checkHome }: ProbeParts): void {
  const config = { isOpen: true, isAlwaysTaken: true };
  server.get('/livez', { config }, async (_, reply) => {
    void reply.header('cache-control', 'no-store');
    return { status: 'live' };
  });
  server.get('/readyz', { config }, async (_, reply) => {
    void reply.header('cache-control', 'no-store');
    const reasons = await reasonsAgainst(lifecycle, checkHome);
    if (reasons.length > 0) throw notReady(reasons);
    return { status: 'ready' };
  });
}

async function reasonsAgainst(
  { phase }: Lifecycle,
  checkHome: ProbeParts['checkHome'],
): Promise<string[]> {
  if (phase === 'starting') return ['it has not started up yet'];
  if (phase === 'draining') return ['it is about to end'];
  const unwritable = await checkHome();
  return unwritable === undefined ? [] : [`its home cannot be written (${unwritable})`];
}

function notReady(reasons: readonly string[]): AppError {
  return new AppError('SERVER_NOT_READY', {
    message: `The server must be ready to be sent requests, got a server that is not: ${reasons.join('; ')}.`,
    hint: 'Send requests to another server, and ask `/readyz` again.',
    details: { reasons },
  });
}
