import { AppError, listNames } from '@kaizenml/contracts';

/** A media type and its parameters, in lower case. */
export interface ContentType {
  readonly type: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Reads the header `Content-Type`.
 *
 * @param known Types that are taken.
 * @param fallback Type of a body whose header is absent.
 * @throws MEDIA_TYPE_UNSUPPORTED for another type, or text that is not UTF-8.
 */
export function readContentType(
  given: string | undefined,
  { known, fallback }: { readonly known: readonly string[]; readonly fallback: string },
): ContentType {
  const [type = '', ...rest] = (given ?? fallback).split(';').map((part) => part.trim());
  const parameters = Object.fromEntries(
    rest.map((part) => {
      const [key = '', value = ''] = part.split('=', 2);
      return [key.trim().toLowerCase(), value.trim().replace(/^"|"$/g, '').toLowerCase()];
    }),
  );
  const read = { type: type.toLowerCase(), parameters };
  const charset = parameters.charset ?? 'utf-8';
  if (known.includes(read.type) && /^(utf-?8|us-ascii)$/.test(charset)) return read;
  throw new AppError('MEDIA_TYPE_UNSUPPORTED', {
    message: `A request body must be ${listNames(known)} in UTF-8, got "${given ?? ''}".`,
    hint: `Send the header \`content-type: ${fallback}\`.`,
    details: { contentType: given ?? null, known },
  });
}
