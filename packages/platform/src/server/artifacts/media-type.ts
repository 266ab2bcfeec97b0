import { basename, extname } from 'node:path';

const TEXT = 'text/plain; charset=utf-8';
const UNKNOWN = 'application/octet-stream';

/** Endings, and names without one, of what is read as text. Scripts and style sheets are: nothing loads them as such from here. */
const TEXTS = new Set(
  (
    'txt log err cfg conf cnf cf ini properties prop hocon toml yaml yml xml json jsonl js mjs cjs ts css py py3 ' +
    'r jl sql sh csv tsv md rst tex ipynb lock diff patch mlmodel mlproject license readme'
  ).split(' '),
);

const TYPES: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  bmp: 'image/bmp',
  gif: 'image/gif',
  gz: 'application/gzip',
  htm: 'text/html; charset=utf-8',
  html: 'text/html; charset=utf-8',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  parquet: 'application/vnd.apache.parquet',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  tar: 'application/x-tar',
  wav: 'audio/wav',
  webm: 'video/webm',
  webp: 'image/webp',
  zip: 'application/zip',
};

/** Media type of a file by its name, as viewers need it; for what has none, bytes. */
export function mediaTypeOf(path: string): string {
  const name = basename(path).toLowerCase();
  const ending = extname(name).slice(1) || name;
  if (TEXTS.has(ending)) return TEXT;
  return Object.hasOwn(TYPES, ending) ? (TYPES[ending] as string) : UNKNOWN;
}
