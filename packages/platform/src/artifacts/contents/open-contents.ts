import { join } from 'node:path';
import { type Clock, createIds, type Home } from '../../kit/index.ts';
import { openFileContents } from './file-contents.ts';
import type { ContentStore } from './store.ts';

/** Where contents are kept. */
export interface ContentsPlace {
  readonly home: Home;
  readonly clock: Clock;
  /** `s3://bucket/prefix`; undefined for the disk of the home. */
  readonly url: string | undefined;
  /** Variables of the system, which say the rest of an S3 store. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Opens the contents of the files that clients send: below `artifacts/contents` of the home, or in a bucket.
 *
 * @throws ARGUMENT_INVALID for an address that is none
 */
export async function openContents({
  home,
  clock,
  url,
  env,
}: ContentsPlace): Promise<ContentStore> {
  const nextId = createIds({ clock });
  if (url === undefined) return openFileContents(join(home.artifactsPath, 'contents'), { nextId });
  const [{ readS3Place }, { createS3Client }, { openS3Contents }] = await Promise.all([
    import('./s3/s3-place.ts'),
    import('./s3/s3-client.ts'),
    import('./s3/s3-contents.ts'),
  ]);
  const place = readS3Place(url, env);
  return openS3Contents({ client: createS3Client(place, { clock }), place, nextId });
}
