import type { RequestSample } from '@kaizenml/contracts/samples';
import type { CommandForm } from '../../components/index.ts';

/** A sample as the panel of commands shows it. */
export function toForm({ title, code, needs }: RequestSample): CommandForm {
  return { name: title, code, ...(needs === undefined ? {} : { note: needs }) };
}
