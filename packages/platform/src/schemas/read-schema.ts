import { AppError, type DataSchema } from '@kaizenml/contracts';
import { problemsOf } from '@kaizenml/contracts/operations';
import { SchemaFile } from '@kaizenml/contracts/schema';
import { type Document, isCollection, isNode, isPair, LineCounter, parseDocument } from 'yaml';

/** Problems that a message says; the rest is in its details. */
const MOST_SAID = 10;
/** A file beyond is no schema that people read. */
const MAX_CHARACTERS = 10_000_000;

/** One thing wrong with a schema file. */
export interface SchemaProblem {
  /** From 1; null where it has no place. */
  readonly line: number | null;
  /** Such as `columns.fare.type`. */
  readonly path: string;
  /** What is wrong, without a subject. */
  readonly problem: string;
}

/** A schema with the document that it was read from, comments included. */
export interface ReadSchema {
  readonly schema: DataSchema;
  readonly document: Document;
}

/**
 * A schema in YAML or JSON.
 *
 * @param source What the text is called in sentences: a file name.
 * @throws SCHEMA_INVALID with every problem and its line
 */
export function readSchema(text: string, source: string): ReadSchema {
  if (text.length > MAX_CHARACTERS)
    throw invalid(source, [
      {
        line: null,
        path: '(top)',
        problem: `must have at most ${MAX_CHARACTERS} characters, got ${text.length}`,
      },
    ]);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
  });
  if (document.errors.length > 0) {
    throw invalid(
      source,
      document.errors.map(({ message, pos }) => ({
        line: lines.linePos(pos[0]).line,
        path: '(top)',
        problem: `must be YAML: ${oneLine(message)}`,
      })),
    );
  }
  const given = toPlain(document, source);
  const parsed = SchemaFile.safeParse(given);
  if (!parsed.success)
    throw invalid(
      source,
      parsed.error.issues.flatMap((issue) => problemsAt(issue, { document, lines, given })),
    );
  return { schema: parsed.data, document };
}

type Issue = ZodError['issues'][number];
type ZodError = Parameters<typeof problemsOf>[0];

/** The problems of one issue, each with its line. */
function problemsAt(
  issue: Issue,
  {
    document,
    lines,
    given,
  }: { readonly document: Document; readonly lines: LineCounter; readonly given: unknown },
): SchemaProblem[] {
  const problems = problemsOf({ issues: [issue] } as ZodError, given, SchemaFile);
  return problems.map(({ path, problem }, i) => {
    const at =
      issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[i] ?? ''] : issue.path;
    return { line: lineOf(document, lines, at), path, problem };
  });
}

/** Aliases that refer to themselves, or too many, are no values. */
function toPlain(document: Document, source: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (thrown) {
    const reason = thrown instanceof Error ? oneLine(thrown.message) : 'something unreadable';
    throw invalid(source, [
      { line: null, path: '(top)', problem: `must be plain values: ${reason}` },
    ]);
  }
}

/** The line of the deepest place on a path that the document has. */
function lineOf(
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number | null {
  for (let depth = path.length; depth >= 0; depth--) {
    const offset = offsetAt(document, path.slice(0, depth));
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  return null;
}

function offsetAt(document: Document, path: readonly PropertyKey[]): number | undefined {
  const key = path.at(-1);
  const parent = path.length === 0 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (key === undefined) return isNode(parent) ? parent.range?.[0] : undefined;
  if (!isCollection(parent)) return undefined;
  const pair = parent.items.find((item) => isPair(item) && String(item.key) === String(key));
  const node = isPair(pair) ? pair.key : parent.get(key, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

function oneLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/[.:\s]+$/, '').slice(0, 200);
}

function invalid(source: string, problems: readonly SchemaProblem[]): AppError {
  const said = problems
    .slice(0, MOST_SAID)
    .map(
      ({ line, path, problem }) => `${line === null ? '' : `line ${line}, `}\`${path}\` ${problem}`,
    );
  const rest = problems.length - said.length;
  return new AppError('SCHEMA_INVALID', {
    message: `${source} must be a schema, got: ${said.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`,
    hint: 'The fields are described in docs/guide/15-data-you-can-trust.md; editors check them with docs/reference/dataset-schema.schema.json.',
    details: { source, problems },
  });
}
