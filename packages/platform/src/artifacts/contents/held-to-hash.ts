import { createHash } from 'node:crypto';
import { pipeline, type Readable, Transform } from 'node:stream';
import { artifactDamaged } from '../artifact-errors.ts';

/**
 * The same bytes, of which the last are held back until all of them have the hash: what is damaged never arrives whole.
 *
 * @returns A stream that fails with ARTIFACT_DAMAGED, and with what `source` fails with.
 * @cost One pass, and a chunk of memory.
 */
export function heldToHash(source: Readable, sha256: string): Readable {
  const hash = createHash('sha256');
  let last: Buffer | undefined;
  const held = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      const before = last;
      last = chunk;
      done(null, before);
    },
    flush(done) {
      if (hash.digest('hex') === sha256) done(null, last);
      else done(artifactDamaged(sha256));
    },
  });
  return pipeline(source, held, () => undefined);
}
