import { AppError, type InputField, showValue } from '@kaizenml/contracts';
import { readCell, UNREADABLE } from '@kaizenml/ml/table';
import { type AskerParts, type AskSettings, createAsker, parseRemoteUrl } from '../remote/index.ts';
import type { Lookup, LookupPlan, LookupValues } from './lookup-plan.ts';

/**
 * A lookup that asks another server: `{ keys, columns }` by POST, answered by `{ rows }`, one object or null per key.
 *
 * Every key is asked for once per request. What is answered must fit the kinds of the columns.
 */
export function openHttpLookup(
  { columns }: LookupPlan,
  remote: AskSettings,
  parts: AskerParts,
): Lookup {
  const asker = createAsker(remote, parts);
  const url = parseRemoteUrl(remote.url);
  const names = columns.map(({ name }) => name);
  return {
    async find(keys) {
      const distinct = [...new Set(keys.filter((key) => key !== undefined))];
      if (distinct.length === 0) return keys.map(() => undefined);
      const body = await asker.ask(url, { keys: distinct, columns: names });
      const given = (body as { readonly rows?: unknown } | null)?.rows;
      if (!Array.isArray(given) || given.length !== distinct.length)
        throw unusable(parts.subject, {
          expected: `\`rows\` with one object or null for each of ${distinct.length} keys`,
          received: showValue(given),
        });
      const byKey = new Map(
        distinct.map((key, i) => [key, toValues(given[i], columns, parts.subject)]),
      );
      return keys.map((key) => (key === undefined ? undefined : byKey.get(key)));
    },
    close: () => asker.close(),
  };
}

function toValues(
  given: unknown,
  columns: readonly InputField[],
  subject: string,
): LookupValues | undefined {
  if (given === null || given === undefined) return undefined;
  if (typeof given !== 'object' || Array.isArray(given))
    throw unusable(subject, { expected: 'an object or null per key', received: showValue(given) });
  const record = given as Readonly<Record<string, unknown>>;
  const own = columns.filter(({ name }) => Object.hasOwn(record, name));
  const odd = own.find((field) => readCell(field, record[field.name]) === UNREADABLE);
  if (odd !== undefined)
    throw unusable(subject, {
      expected: `"${odd.name}" as a ${odd.kind}`,
      received: showValue(record[odd.name]),
    });
  return Object.fromEntries(own.map(({ name }) => [name, record[name]])) as LookupValues;
}

function unusable(
  subject: string,
  { expected, received }: { readonly expected: string; readonly received: string },
): AppError {
  return new AppError('REMOTE_FAILED', {
    message: `${subject} must answer ${expected}, got ${received}.`,
    hint: 'The guide "Inference graphs" says what a lookup sends and expects.',
    details: { expected, received },
  });
}
