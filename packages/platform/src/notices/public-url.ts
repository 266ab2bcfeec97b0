import { AppError } from '@kaizenml/contracts';

/**
 * Where people find the pages of a server, by `--public-url`, else by `KAIZEN_PUBLIC_URL`, without a slash at its end; undefined where
 * neither says it, since a server does not know what stands before it.
 *
 * @throws ARGUMENT_INVALID for what is no address of the web, and for one with a user, a path, a query or a fragment.
 */
export function readPublicUrl(
  env: Readonly<Record<string, string | undefined>>,
  given = env.KAIZEN_PUBLIC_URL,
): string | undefined {
  if (given === undefined || given === '') return undefined;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw invalid('must begin with `https://` or `http://` and name a host', given);
  if (url.username !== '' || url.password !== '')
    throw invalid('must name no user and no password', `one of ${given.length} characters`);
  if (/[?#]/.test(given)) throw invalid('must have no query and no fragment', given);
  if (url.pathname !== '/')
    throw invalid('must have no path, since the pages stand at the root of their address', given);
  return url.origin;
}

function invalid(expectation: string, received: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `\`--public-url\` ${expectation}, got ${received}.`,
    hint: 'Say where people open the pages, such as `--public-url https://kaizen.example.org`.',
    details: { flag: '--public-url' },
  });
}
