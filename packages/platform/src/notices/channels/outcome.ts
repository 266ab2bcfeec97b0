import { isTaken, isWorthRetrying, type Sent } from '../../webhooks/index.ts';

/** What came of telling. */
export interface Outcome {
  /** `told`; `later`: it may be taken another time; `never`: it was refused for good. */
  readonly verdict: 'told' | 'later' | 'never';
  /** Of HTTP or SMTP; null where no answer came. */
  readonly status: number | null;
  /** What did not go well. */
  readonly why?: string;
}

/** What came of posting a body. */
export function outcomeOf(sent: Sent): Outcome {
  const status = sent.status ?? null;
  if (isTaken(sent)) return { verdict: 'told', status };
  const why = sent.reason ?? `It answered with status ${status}.`;
  return { verdict: isWorthRetrying(sent) ? 'later' : 'never', status, why };
}
