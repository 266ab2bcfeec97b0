import { readFile, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { artifactDamaged, artifactNotFound } from '../../artifact-errors.ts';
import { contentNameOf, hashInName } from '../content-name.ts';
import { heldToHash } from '../held-to-hash.ts';
import type { ByteRange, ContentStore, ReceivedFile, StoredContent } from '../store.ts';
import { elementsOf, textOf } from './read-xml.ts';
import { type S3Client, s3Unreachable } from './s3-client.ts';
import type { S3Place } from './s3-place.ts';
import { PART_BYTES, uploadInParts } from './upload-in-parts.ts';

/** Requests that remove, at once. */
const N_REMOVALS = 16;

/** Breaks of one read that are mended in a row, without a byte between them. */
const MOST_BREAKS = 4;

/** What contents in a bucket stand on. */
export interface S3ContentsParts {
  readonly client: S3Client;
  readonly place: S3Place;
  /** Gives ULIDs. */
  readonly nextId: () => string;
  /** Size of the parts of a large file, bytes. Default 16 MiB; S3 takes no less than 5 MiB. */
  readonly partBytes?: number;
}

/**
 * Contents as objects of a bucket, `<prefix><name>` each. What is sent carries its SHA-256 in the signature, so that the server
 * refuses anything else; a read that breaks off goes on where it was.
 */
export function openS3Contents({
  client,
  place,
  nextId,
  partBytes = PART_BYTES,
}: S3ContentsParts): ContentStore {
  const sizeOf = async (name: string): Promise<number | undefined> => {
    if (hashInName(name) === undefined) return undefined;
    const { status, headers } = await client.send({ method: 'HEAD', key: name });
    return status === 404 ? undefined : Number(headers.get('content-length'));
  };
  return {
    sizeOf,
    async adopt(file) {
      const name = contentNameOf(file.sha256, nextId());
      try {
        if (file.sizeBytes <= partBytes) await uploadWhole(client, file, name);
        else await uploadInParts(client, file, { key: name, partBytes });
        const sizeBytes = await sizeOf(name);
        if (sizeBytes !== file.sizeBytes) throw artifactDamaged(file.sha256);
      } finally {
        await rm(file.path, { force: true });
      }
      return name;
    },
    async read(name, { sizeBytes, range }) {
      const hash = hashInName(name);
      if (hash === undefined) throw artifactNotFound(name);
      const wanted = range ?? { start: 0, end: sizeBytes };
      if (wanted.end <= wanted.start) {
        const found = await sizeOf(name);
        if (found === undefined) throw artifactNotFound(hash);
        if (found !== sizeBytes) throw artifactDamaged(hash);
        return Readable.from([]);
      }
      const ask = (from: number) =>
        askRange(client, name, { hash, sizeBytes, range: { start: from, end: wanted.end } });
      const first = await ask(wanted.start);
      const bytes = Readable.from(readOn(first, { place, ask, range: wanted }), {
        objectMode: false,
      });
      return range === undefined ? heldToHash(bytes, hash) : bytes;
    },
    async remove(names) {
      const keys = names.filter((name) => hashInName(name) !== undefined);
      for (let at = 0; at < keys.length; at += N_REMOVALS)
        await Promise.all(
          keys.slice(at, at + N_REMOVALS).map((key) => client.send({ method: 'DELETE', key })),
        );
    },
    list: () => listContents(client),
  };
}

async function uploadWhole(
  client: S3Client,
  { path, sha256, sizeBytes }: ReceivedFile,
  key: string,
): Promise<void> {
  const body = new Uint8Array(await readFile(path));
  if (body.length !== sizeBytes) throw artifactDamaged(sha256);
  await client.send({ method: 'PUT', key, body, bodySha256: sha256 });
}

async function askRange(
  client: S3Client,
  key: string,
  {
    hash,
    sizeBytes,
    range: { start, end },
  }: { readonly hash: string; readonly sizeBytes: number; readonly range: ByteRange },
): Promise<Response> {
  const headers = { range: `bytes=${start}-${end - 1}` };
  const response = await client.send({ method: 'GET', key, headers });
  if (response.status === 404) throw artifactNotFound(hash);
  if (response.headers.get('content-range') === `bytes ${start}-${end - 1}/${sizeBytes}`)
    return response;
  await response.body?.cancel();
  throw artifactDamaged(hash);
}

/** The bytes of a range; asks for the rest of it where the line breaks. */
async function* readOn(
  first: Response,
  {
    place,
    ask,
    range,
  }: {
    readonly place: S3Place;
    readonly ask: (from: number) => Promise<Response>;
    readonly range: ByteRange;
  },
): AsyncGenerator<Uint8Array> {
  let response = first;
  let at = range.start;
  for (let nBreaks = 0; at < range.end; ) {
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    let broken: unknown;
    try {
      for (;;) {
        const read = await reader.read().catch((thrown: unknown) => ({ thrown }));
        if ('thrown' in read) {
          broken = read.thrown;
          break;
        }
        if (read.done) break;
        at += read.value.length;
        nBreaks = 0;
        yield read.value;
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
    if (at >= range.end) return;
    if (++nBreaks > MOST_BREAKS) throw s3Unreachable(place, broken ?? new Error('a part of it'));
    response = await ask(at);
  }
}

async function* listContents(client: S3Client): AsyncGenerator<StoredContent> {
  const { prefix } = client;
  let token: string | undefined;
  do {
    const query = {
      'list-type': '2',
      prefix,
      ...(token === undefined ? {} : { 'continuation-token': token }),
    };
    const xml = await (await client.send({ method: 'GET', query })).text();
    for (const each of elementsOf(xml, 'Contents')) {
      const name = textOf(each, 'Key')?.slice(prefix.length) ?? '';
      if (hashInName(name) === undefined) continue;
      yield {
        name,
        sizeBytes: Number(textOf(each, 'Size')),
        writtenAtMs: Date.parse(textOf(each, 'LastModified') ?? ''),
      };
    }
    token = textOf(xml, 'NextContinuationToken');
  } while (token !== undefined);
}
