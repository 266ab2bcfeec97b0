import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { routeNotFound } from './not-found.ts';

/** Folders where the built pages may lie: beside the published package, or in the workspace. */
const FOLDERS = ['../web', '../../../ui/dist/web'].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
);

/** Folder of the built pages, or undefined when they have not been built. */
export function findWebFolder(): string | undefined {
  return FOLDERS.find((folder) => existsSync(resolve(folder, 'index.html')));
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** How reading says that nothing can be there; the name of an address may be longer than any file's. */
const NO_FILE = new Set(['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG']);

/** Pages whose last part is a name, in which a dot is no file ending: `models/churn-1.2`. */
const PAGE_OF_A_NAME = /^(datasets|endpoints|models|monitors|runs)\//;

/** Nothing from elsewhere, no inline script; charts carry inline styles. */
const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  vary: 'accept',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/**
 * Serves the built pages: files as they are, and `index.html` for every other page path, because the
 * pages route themselves.
 *
 * Files below `assets/` carry their hash in the name and are kept for a year; everything else is asked for again.
 */
export function addPages(
  server: FastifyInstance,
  findFolder: () => string | undefined = findWebFolder,
): void {
  server.get('/*', { config: { isOpen: true } }, async (request, reply) => {
    const path = (request.params as { '*': string })['*'];
    if (/^(api|ajax-api|metrics|v1|v2)(\/|$)/.test(path))
      throw routeNotFound(request.method, request.url);
    void reply.headers(SECURITY_HEADERS);
    const folder = findFolder();
    if (folder === undefined) return sendUnbuilt(reply);
    const file = await readInside(folder, path);
    if (file !== undefined) return sendFile(request, reply, path, file);
    if (extname(path) !== '' && !PAGE_OF_A_NAME.test(path))
      throw routeNotFound(request.method, request.url);
    const index = await readInside(folder, 'index.html');
    return index === undefined ? sendUnbuilt(reply) : sendFile(request, reply, 'index.html', index);
  });
}

async function readInside(folder: string, path: string): Promise<Buffer | undefined> {
  const file = resolve(folder, path);
  if (!file.startsWith(folder + sep) || path.includes('\0')) return undefined;
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (NO_FILE.has(String(error.code))) return undefined;
    throw error;
  });
}

function sendFile(request: FastifyRequest, reply: FastifyReply, path: string, file: Buffer) {
  const etag = `"${createHash('sha256').update(file).digest('base64url').slice(0, 22)}"`;
  void reply
    .header('etag', etag)
    .header(
      'cache-control',
      path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    )
    .type(TYPES[extname(path)] ?? 'application/octet-stream');
  return request.headers['if-none-match'] === etag ? reply.status(304).send() : reply.send(file);
}

function sendUnbuilt(reply: FastifyReply) {
  return reply
    .status(503)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(
      '<!doctype html><html lang="en"><meta charset="utf-8"><title>KaizenML</title>' +
        '<body style="font:16px/1.5 system-ui;max-width:40rem;margin:4rem auto;padding:0 1rem">' +
        '<h1>The pages are not built yet</h1><p>Build them with <code>npm run build:ui</code> and load this page again.</p>' +
        '<p>The API works without them: <a href="/api/openapi.json">/api/openapi.json</a>.</p></body></html>',
    );
}
