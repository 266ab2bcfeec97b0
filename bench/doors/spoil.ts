import type { Chance } from '../../test/planted/fault.ts';
import type { Seed, Spoiled } from './request.ts';
import { spoilBytes } from './spoil-bytes.ts';
import { spoilHeaders } from './spoil-headers.ts';
import { spoilPath } from './spoil-path.ts';
import { spoilJson, spoilLines } from './spoil-text.ts';
import { spoilValue } from './spoil-value.ts';

/** A request that was made wrong in one to three places, most of them inside its structure; one in twenty stays right. */
export function spoil(seed: Seed, chance: Chance): Spoiled {
  let { path, headers } = seed;
  let value = Buffer.isBuffer(seed.body) ? undefined : structuredClone(seed.body);
  let bytes = Buffer.isBuffer(seed.body) ? seed.body : undefined;
  const times = chance.next() < 0.05 ? 0 : 1 + chance.below(3);
  for (let i = 0; i < times; i++) {
    const dice = chance.next();
    if (dice < 0.45 && typeof value === 'object' && value !== null && bytes === undefined)
      value = spoilValue(value, chance);
    else if (dice < 0.65 && seed.body !== undefined) {
      const text = bytes === undefined ? asText(value) : undefined;
      if (text === undefined) bytes = spoilBytes(bytes ?? Buffer.alloc(0), chance);
      else
        bytes = Buffer.from(
          typeof seed.body === 'string' ? spoilLines(text, chance) : spoilJson(text, chance),
        );
    } else if (dice < 0.72 && seed.body !== undefined)
      bytes = spoilBytes(bytes ?? Buffer.from(asText(value) ?? ''), chance);
    else if (dice < 0.87) headers = spoilHeaders(headers, chance);
    else path = spoilPath(path, chance);
  }
  const { door, method, allows } = seed;
  const text = seed.body === undefined ? undefined : asText(value);
  const body = bytes ?? (text === undefined ? undefined : Buffer.from(text));
  return { door, method, path, headers, body, ...(allows === undefined ? {} : { allows }) };
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
