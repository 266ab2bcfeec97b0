import type { AppError, Row } from '@kaizenml/contracts';
import type { ShownField } from './model-shown.ts';

/** What a person typed, by column; an empty text is a missing value. */
export type Texts = Readonly<Record<string, string>>;

/** The typical row of a model as texts. */
export function typicalTexts(fields: readonly ShownField[]): Texts {
  return Object.fromEntries(
    fields.map(({ name, typical }) => [name, typical === null ? '' : String(typical)]),
  );
}

/**
 * The texts as the row that the server gets: numbers as numbers, the rest as typed.
 *
 * A text that is no number goes as text, so that the server's own sentence comes back beside the field;
 * empty fields are left out.
 */
export function toRow(fields: readonly ShownField[], texts: Texts): Row {
  return Object.fromEntries(
    fields.flatMap(({ name, kind }) => {
      const text = (texts[name] ?? '').trim();
      if (text === '') return [];
      const number = Number(text);
      return [[name, kind === 'number' && Number.isFinite(number) ? number : text]];
    }),
  );
}

/** Sentences by column; those of no column that the form has are under the empty name. */
export type Problems = Readonly<Record<string, readonly string[]>>;

/** What the server found wrong with the fields, or undefined when the failure is about something else. */
export function problemsOf(failure: AppError, fields: readonly ShownField[]): Problems | undefined {
  const { issues } = failure.details;
  if (failure.code !== 'INPUT_SCHEMA_MISMATCH' || !Array.isArray(issues)) return undefined;
  const names = new Set(fields.map(({ name }) => name));
  const problems: Record<string, string[]> = {};
  for (const issue of issues as readonly Readonly<Record<string, unknown>>[]) {
    const path = String(issue.path ?? '');
    const column = path
      .replace(/^\/rows?(\/\d+)?\//, '')
      .replaceAll('~1', '/')
      .replaceAll('~0', '~');
    const sentence = String(issue.message ?? '').replace(path, () => column);
    const place = names.has(column) ? column : '';
    problems[place] = [...(problems[place] ?? []), sentence];
  }
  return problems;
}
