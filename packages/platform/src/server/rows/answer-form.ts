import type { AnswerFormat } from '../../batch/index.ts';
import { ROW_FORMS } from './row-forms.ts';

const FORMATS: ReadonlyMap<string, AnswerFormat | 'json'> = new Map([
  [ROW_FORMS.csv, 'csv'],
  [ROW_FORMS.parquet, 'parquet'],
  ['application/json', 'json'],
  ['application/*', 'json'],
  ['*/*', 'json'],
] as const);

/**
 * The form in which a client would have its answers; undefined for JSON, which is also what it gets where it names no form that
 * there is.
 *
 * @source RFC 9110, 12.5.1: of several forms the one with the greatest weight; the first of equals.
 */
export function answerForm(accept: string | undefined): AnswerFormat | undefined {
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return undefined;
  let best: { readonly format: AnswerFormat | 'json'; readonly weight: number } | undefined;
  for (const range of accept.split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const format = FORMATS.get(type);
    const weight = weightOf(parameters);
    if (format !== undefined && weight > (best?.weight ?? 0)) best = { format, weight };
  }
  return best === undefined || best.format === 'json' ? undefined : best.format;
}

function weightOf(parameters: readonly string[]): number {
  const written = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = written === undefined ? 1 : Number(written.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}
