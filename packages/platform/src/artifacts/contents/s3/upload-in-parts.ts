import { type FileHandle, open } from 'node:fs/promises';
import { artifactDamaged } from '../../artifact-errors.ts';
import type { ReceivedFile } from '../store.ts';
import { elementsOf, escapeXml, textOf } from './read-xml.ts';
import type { S3Client } from './s3-client.ts';

/** Size of a part unless the file has too many of them. */
export const PART_BYTES = 16 * 1024 ** 2;

/** Parts that an upload may have. @source Amazon S3, "Multipart upload limits" */
const MOST_PARTS = 10_000;

/** Parts that are under way at once; each holds its bytes in memory. */
const N_AT_ONCE = 4;

/**
 * Sends a file in parts. An upload that fails is taken back.
 *
 * @cost Memory of four parts.
 */
export async function uploadInParts(
  client: S3Client,
  { path, sha256, sizeBytes }: ReceivedFile,
  { key, partBytes }: { readonly key: string; readonly partBytes: number },
): Promise<void> {
  const size = Math.max(partBytes, Math.ceil(sizeBytes / MOST_PARTS));
  const nParts = Math.ceil(sizeBytes / size);
  const begun = await client.send({ method: 'POST', key, query: { uploads: '' } });
  const uploadId = textOf(await begun.text(), 'UploadId') ?? '';
  const file = await open(path, 'r');
  try {
    const tags = new Array<string>(nParts);
    let next = 0;
    const sendNext = async (): Promise<void> => {
      for (let part = next++; part < nParts; part = next++) {
        const body = await readPart(file, part * size, Math.min(size, sizeBytes - part * size));
        if (body === undefined) throw artifactDamaged(sha256);
        const query = { partNumber: `${part + 1}`, uploadId };
        const { headers } = await client.send({ method: 'PUT', key, query, body });
        tags[part] = headers.get('etag') ?? '';
      }
    };
    await Promise.all(Array.from({ length: N_AT_ONCE }, sendNext));
    const body = new Uint8Array(Buffer.from(completion(tags)));
    const done = await client.send({ method: 'POST', key, query: { uploadId }, body });
    // An upload that cannot be completed is told with status 200.
    if (elementsOf(await done.text(), 'Error').length > 0) throw artifactDamaged(sha256);
  } catch (thrown) {
    await client.send({ method: 'DELETE', key, query: { uploadId } }).catch(() => undefined);
    throw thrown;
  } finally {
    await file.close();
  }
}

/** Bytes of a file; undefined when it has become shorter. */
async function readPart(
  file: FileHandle,
  start: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const { bytesRead } = await file.read(bytes, at, length - at, start + at);
    if (bytesRead === 0) return undefined;
    at += bytesRead;
  }
  return bytes;
}

function completion(tags: readonly string[]): string {
  const parts = tags.map(
    (tag, i) => `<Part><PartNumber>${i + 1}</PartNumber><ETag>${escapeXml(tag)}</ETag></Part>`,
  );
  return `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${parts.join('')}</CompleteMultipartUpload>`;
}
