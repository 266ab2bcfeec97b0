import { AppError } from '@kaizenml/contracts';
import type { ByteRange } from '../../artifacts/index.ts';

const ONE_RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * The part of a file that a `Range` header asks for; undefined for all of it, also where several parts are asked for, or the header is none.
 *
 * @source RFC 9110, section 14
 * @throws RANGE_UNSATISFIABLE
 */
export function readByteRange(
  header: string | undefined,
  sizeBytes: number,
): ByteRange | undefined {
  const [, first = '', last = ''] = ONE_RANGE.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1);
  if (start < end) return { start, end };
  throw new AppError('RANGE_UNSATISFIABLE', {
    message: `The range must begin within the ${sizeBytes} bytes of the file, got "${header}".`,
    hint: 'Ask without the header `Range` for all of it.',
    details: { range: header, sizeBytes },
  });
}
