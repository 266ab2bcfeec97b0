import type { NewAlert } from '../../alerts/index.ts';
import type { Finding } from '../finding.ts';
import type { Subject, WindowPlace } from '../store.ts';

/** What alerts are made of. */
export interface AlertedVerdict {
  readonly subject: Subject;
  readonly place: WindowPlace;
  readonly nRows: number;
  /** Findings of this verdict whose alarm is raised. */
  readonly alarming: readonly Finding[];
  /** What an alarm is raised of, also where this verdict is calm: it takes some to end one. */
  readonly raised: readonly Pick<Finding, 'check' | 'column'>[];
  /** What an alarm was raised of before this verdict. Default: nothing. */
  readonly raisedBefore?: readonly Pick<Finding, 'check' | 'column'>[];
  /** Checks that this verdict looked at: those without an alarm have none any more. */
  readonly checks: ReadonlySet<Finding['check']>;
  /** What alarms of other verdicts are raised of now. Default: none. */
  readonly beside?: readonly Pick<Finding, 'check' | 'column'>[];
  /** Why, as far as that is known. */
  readonly said?: SaidCauses | undefined;
}

/** Why a verdict is what it is, what that means and what comes next, for a person. */
export interface SaidCauses {
  readonly cause: string;
  readonly impact: string;
  readonly next: string;
  /** Since when, ISO 8601; null where nobody knows. */
  readonly since: string | null;
}

/** Alerts to raise, and the keys of those whose cause is gone. */
export interface VerdictAlerts {
  readonly raise: readonly NewAlert[];
  readonly resolve: readonly string[];
}

/** Columns that a sentence names. */
const MOST_NAMED = 3;

const WHAT: Readonly<Record<Exclude<Finding['check'], `business:${string}`>, string>> = {
  inputs: 'inputs are not what they were',
  predictions: 'answers are not what they were',
  quality: 'values are damaged',
  freshness: 'nothing new comes',
  operations: 'requests are not served as they were',
  performance: 'answers are worse than they may be',
  estimated: 'answers are likely worse than in training, which labels have yet to show',
  calibration: 'probabilities do not come true as they did',
  labels: 'the truth is not distributed as it was',
};

const WHAT_OF_DATASETS: Readonly<Record<string, string>> = {
  inputs: 'columns are not what they were',
  quality: 'rows or values are damaged',
};

/** Checks whose alerts are errors whatever else is found. */
const ERRORS: ReadonlySet<Finding['check']> = new Set(['quality', 'performance']);

/**
 * One alert per cause, however many columns moved: a column with damaged values is not told of as a moved one, too, and answers
 * that moved with the inputs make that alert an error instead of one of their own, and the truth moves with them, too. Damaged values
 * always are one.
 */
export function alertsOf(verdict: AlertedVerdict): VerdictAlerts {
  const { subject, alarming, raised, raisedBefore = [], checks, beside = [] } = verdict;
  const damaged = new Set(columnsOf(raised, 'quality'));
  const isTold = ({ check, column }: Pick<Finding, 'check' | 'column'>): boolean => {
    if (check === 'inputs') return !damaged.has(column);
    if (check === 'predictions') return !raised.some((one) => CAUSES.has(one.check));
    if (check === 'labels') return !beside.some((one) => CAUSES.has(one.check));
    return true;
  };
  const isMoved = raised.some(({ check }) => check === 'predictions');
  const told = raised.filter(isTold).map((one) => topicOf(subject, one));
  const raise: NewAlert[] = [];
  for (const [key, found] of Map.groupBy(alarming.filter(isTold), (one) => topicOf(subject, one))) {
    const [first] = found;
    if (first === undefined) continue;
    const { check } = first;
    raise.push({
      ...{ key, subject },
      severity: ERRORS.has(check) || (check === 'inputs' && isMoved) ? 'error' : 'warning',
      ...sentences(
        verdict,
        check,
        found.sort((a, b) => (b.effect ?? 0) - (a.effect ?? 0)),
      ),
    });
  }
  const known = [
    ...[...checks].filter((check) => check !== 'quality').map((check) => alertKey(subject, check)),
    ...raisedBefore.map((one) => topicOf(subject, one)),
  ];
  return { raise, resolve: [...new Set(known)].filter((key) => !told.includes(key)) };
}

/** Of damaged values each column has an alert of its own, so that the next one is told, too. */
function topicOf(subject: Subject, { check, column }: Pick<Finding, 'check' | 'column'>): string {
  const key = alertKey(subject, check);
  return check === 'quality' ? `${key}:${column}` : key;
}

/** Checks that explain why answers move. */
const CAUSES: ReadonlySet<Finding['check']> = new Set(['inputs', 'quality']);

function columnsOf(raised: AlertedVerdict['raised'], check: Finding['check']): readonly string[] {
  return raised.filter((one) => one.check === check).map(({ column }) => column);
}

/** What an alert of a monitor is about, by its key; undefined of others. */
export function alertedCheck(key: string): Finding['check'] | undefined {
  const [, check] = /^monitor:(?:endpoint|dataset):[^:]*:(business:.*|[^:]*)/.exec(key) ?? [];
  return check as Finding['check'] | undefined;
}

/** What makes two alerts of a monitor the same one. */
export function alertKey(subject: Subject, check: Finding['check']): string {
  return `monitor:${subject}:${check}`;
}

function sentences(
  { subject, place, nRows, said }: AlertedVerdict,
  check: Finding['check'],
  found: readonly Finding[],
): Omit<NewAlert, 'key' | 'subject' | 'severity'> {
  const [kind = '', name = ''] = subject.split(':');
  const named = found
    .slice(0, MOST_NAMED)
    .map(({ column, why }) =>
      why === null ? `"${column}"` : check === 'quality' ? why : `"${column}" (${why})`,
    );
  const more = found.length - named.length;
  const isDataset = kind === 'dataset';
  const words = isDataset ? { ...WHAT, ...WHAT_OF_DATASETS } : WHAT;
  const what = Object.hasOwn(words, check)
    ? words[check as keyof typeof WHAT]
    : 'requests do not bring what they brought';
  return {
    message: `Of ${kind} "${name}" ${what}, in ${nRows} rows up to ${minuteOf(place.end)}: ${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`,
    hint: isDataset
      ? 'See what moved and since when, and ask who made the version.'
      : 'See since when, what it does to the answers and what else changed then.',
    ...(said && { cause: said.cause, impact: said.impact }),
    next: said?.next ?? `kaizen monitors ${isDataset ? `show ${subject}` : `causes ${name}`}`,
    details: {
      ...{ kind, name, version: place.version, start: place.start, end: place.end },
      since: said?.since ?? place.start,
      columns: found.slice(0, 100).map(({ column, measure, effect, pValue, why }) => ({
        ...{ column, measure, effect, pValue, why },
      })),
    },
  };
}

/** An instant as a person reads it. */
function minuteOf(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}
