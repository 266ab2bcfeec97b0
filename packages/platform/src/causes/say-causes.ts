import { listNames } from '@kaizenml/contracts';
import type { Causes, ColumnCause } from './cause.ts';

/** Columns that the paragraph tells of one by one. */
const MOST_TOLD = 3;

type Said = Pick<Causes, 'cause' | 'impact' | 'paragraph'>;

/** Causes as sentences that a person can act on. */
export function sayCauses(
  endpoint: string,
  { columns, answers, beside, natural, upstream, next }: Omit<Causes, keyof Said>,
): Said {
  const more = columns.length - MOST_TOLD;
  const cause = [
    ...columns.slice(0, MOST_TOLD).map(sayColumn),
    ...(more > 0 ? [`${more} more columns moved.`] : []),
    ...beside.map(({ column, check, why }) =>
      check === 'quality' && why !== null
        ? `${why}.`
        : `${column}: ${why ?? 'it is beyond its bounds'}.`,
    ),
    ...(natural.length === 0
      ? []
      : [`${listNames(natural)} moved as a season ago, which is natural.`]),
    ...(columns.length + beside.length === 0
      ? []
      : sayUpstream(upstream, new Set([...columns, ...beside].map(({ column }) => column)))),
  ].join(' ');
  const impact =
    answers !== null
      ? `The answers moved: ${answers}.`
      : columns.length > 0
        ? 'The answers did not move so far.'
        : '';
  const said = [cause, impact].filter((text) => text !== '').join(' ');
  const paragraph =
    said === '' ? `Nothing of "${endpoint}" is other than it was.` : `${said} Next: \`${next}\`.`;
  return { cause, impact, paragraph };
}

function sayColumn({ column, moved, importance, since, answers }: ColumnCause): string {
  const when = since === null ? '' : `Since ${day(since.at)}${range(since)} `;
  const weight =
    importance === null ? '' : ` It has ${(importance * 100).toFixed(0)} % of the weight.`;
  const effect =
    answers === null
      ? ''
      : ` Alone it moves the mean ${answers.explained} from ${digits(answers.before)} to ${digits(answers.after)}.`;
  return `${when}"${column}" ${when === '' ? 'has moved' : 'is not what it was'}: ${moved}.${weight}${effect}`;
}

function range({ low, high }: NonNullable<ColumnCause['since']>): string {
  return low === high ? '' : ` (between ${day(low)} and ${day(high)})`;
}

/** The newest change; before it one of a dataset that has a moved column, too. */
function sayUpstream(upstream: Causes['upstream'], moved: ReadonlySet<string>): string[] {
  const shared = upstream.find(({ columns = [] }) => columns.some((column) => moved.has(column)));
  const told = shared ?? upstream[0];
  if (told === undefined) return ['Nothing else is known to have changed at that time.'];
  const more = upstream.length > 1 ? ` And ${upstream.length - 1} more changes then.` : '';
  return [`At ${day(told.at)}: ${told.what}${more}`];
}

function day(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

function digits(value: number): string {
  return `${Number(value.toPrecision(3))}`;
}
