import type { IncomingMessage } from 'node:http';

/** The page of an endpoint; a name holds no character that is encoded. */
const ENDPOINT_PAGE = /^\/endpoints\/([\w.-]+)\/?$/;

/**
 * Where a request goes: the page of an endpoint documents it, to a browser as a page, to a program that accepts JSON or
 * Markdown as such. A browser accepts HTML too and gets the page.
 */
export function documentAddress({ method, url = '/', headers, socket }: IncomingMessage): string {
  if (!url.startsWith('/endpoints/') || (method !== 'GET' && method !== 'HEAD')) return url;
  const [, name] = ENDPOINT_PAGE.exec(url) ?? [];
  const { accept = '', host } = headers;
  const form = /text\/html/.test(accept)
    ? undefined
    : /application\/json|text\/markdown/.exec(accept)?.[0];
  if (name === undefined || form === undefined || host === undefined) return url;
  const root = `${'encrypted' in socket ? 'https' : 'http'}://${host}`;
  const guide = form === 'text/markdown' ? 'guide.md' : 'guide';
  return `/api/v1/endpoints/${name}/${guide}?url=${encodeURIComponent(root)}`;
}
