import type { AlertSeverity } from '../alerts/store.ts';
import { linkTo } from './link-to.ts';
import type { Notice, NoticeKind } from './store.ts';

/** What stands before a link. */
export const SEE_IT = 'See it in KaizenML';

/** What a notice says, in the order in which it is read; every channel dresses the same words. */
export interface Words {
  readonly tone: AlertSeverity | 'over';
  /** What happened, in two or three words. */
  readonly what: string;
  /** The same, as short as a subject line wants it. */
  readonly tag: string;
  /** What it is about. */
  readonly subject: string;
  readonly message: string;
  /** Cause, impact and what to do, as far as they are known. */
  readonly parts: readonly { readonly name: string; readonly text: string }[];
  /** The command to type next. */
  readonly next: string | null;
  /** The page where it is to be seen; null where nobody knows where the pages are. */
  readonly link: string | null;
  /** Since when, how often, and until when. */
  readonly when: string;
  /** How to say that one looks after it; null where there is nothing to look after. */
  readonly acknowledge: string | null;
  /** Why this reader hears of it. */
  readonly footer: string;
}

/** What a notice says. @param publicUrl Where the pages are. Default: nobody knows. */
export function wordsOf({ kind, alert, route }: Notice, publicUrl?: string): Words {
  const { severity, subject, message, cause, impact, hint, next } = alert;
  const isOver = kind === 'resolved';
  const parts = [
    { name: 'Cause', text: cause },
    { name: 'Impact', text: isOver ? null : impact },
    { name: 'What to do', text: isOver || hint === '' ? null : hint },
  ];
  return {
    tone: isOver ? 'over' : severity,
    what: whatOf(kind, { severity, afterMs: route.afterMs }),
    tag: tagOf(kind, severity),
    subject,
    message: isOver ? `This was the matter: ${message}` : message,
    parts: parts.flatMap(({ name, text }) => (text === null ? [] : [{ name, text }])),
    next: isOver ? null : next,
    link: publicUrl === undefined ? null : linkTo(publicUrl, alert),
    when: whenOf(alert),
    acknowledge:
      isOver || kind === 'trial' || severity === 'info'
        ? null
        : `kaizen alerts acknowledge ${alert.id}`,
    footer: footerOf(kind, route),
  };
}

const NAMES: Readonly<Record<AlertSeverity, string>> = {
  error: 'Error',
  warning: 'Warning',
  info: 'For your information',
};

function whatOf(
  kind: NoticeKind,
  { severity, afterMs }: { readonly severity: AlertSeverity; readonly afterMs: number },
): string {
  if (kind === 'resolved') return 'It is over';
  if (kind === 'trial') return 'This is a test';
  if (kind === 'worse') return `Worse than before: ${NAMES[severity].toLowerCase()}`;
  if (kind === 'escalated')
    return `${NAMES[severity]}, acknowledged by nobody for ${sayDuration(afterMs)}`;
  return NAMES[severity];
}

function tagOf(kind: NoticeKind, severity: AlertSeverity): string {
  if (kind === 'worse') return `worse: ${severity}`;
  if (kind === 'escalated') return `${severity}, unacknowledged`;
  return { raised: severity, resolved: 'over', trial: 'test' }[kind];
}

function whenOf({ firstAt, lastAt, count, resolvedAt }: Notice['alert']): string {
  const since = `Since ${sayInstant(firstAt)}`;
  const times = count === 1 ? '' : `, ${count} times, last ${sayInstant(lastAt)}`;
  return `${since}${times}${resolvedAt === null ? '' : `, over ${sayInstant(resolvedAt)}`}`;
}

function footerOf(kind: NoticeKind, { name, match, severity, afterMs }: Notice['route']): string {
  const what = match === '*' ? 'every subject' : match;
  const least = severity === 'error' ? 'errors' : `${severity} and worse`;
  const after = afterMs === 0 ? '' : `, unacknowledged after ${sayDuration(afterMs)}`;
  const why = kind === 'trial' ? 'Somebody tried' : 'You hear of this by';
  return `${why} the route "${name}" of KaizenML: ${what}, ${least}${after}.`;
}

/** `23 November 2026, 14:05 UTC`. */
function sayInstant(iso: string): string {
  const [date = '', time = ''] = iso.split('T');
  const [year, month, day] = date.split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}, ${time.slice(0, 5)} UTC`;
}

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August'],
  ...['September', 'October', 'November', 'December'],
];

const SPANS = [
  { name: 'day', ms: 86_400_000 },
  { name: 'hour', ms: 3600_000 },
  { name: 'minute', ms: 60_000 },
] as const;

/** `30 minutes`, `2 hours`: in the largest unit that fits evenly. */
export function sayDuration(ms: number): string {
  const { name, ms: unitMs } = SPANS.find((span) => ms % span.ms === 0) ?? {
    ...{ name: 'second', ms: 1000 },
  };
  const n = ms / unitMs;
  return `${n} ${name}${n === 1 ? '' : 's'}`;
}
