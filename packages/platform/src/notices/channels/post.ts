import { sendBody, signedHeaders } from '../../webhooks/index.ts';
import { toJson } from '../messages/json.ts';
import { toSlack } from '../messages/slack.ts';
import type { Notice } from '../store.ts';
import type { Target } from '../target.ts';
import { wordsOf } from '../words.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

const NOT_SECRET =
  'The route leads to plain http, which anybody on the way can read; `kaizen serve --webhooks-anywhere` allows it.';

/**
 * Posts a notice to a webhook, or to one of Slack, under the id that it keeps through all tries.
 *
 * @source IETF draft "The Idempotency-Key HTTP Header Field"
 */
export async function post(
  notice: Notice,
  target: Extract<Target, { readonly url: string }>,
  {
    isAnywhere,
    publicUrl,
    nowMs,
  }: {
    readonly isAnywhere: boolean;
    readonly publicUrl?: string | undefined;
    readonly nowMs: number;
  },
): Promise<Outcome> {
  const { id } = notice;
  if (!isAnywhere && !target.url.startsWith('https:'))
    return { verdict: 'never', status: null, why: NOT_SECRET };
  const isSlack = target.channel === 'slack';
  const body = isSlack
    ? JSON.stringify(toSlack(wordsOf(notice, publicUrl)))
    : toJson(notice, publicUrl);
  const secret = isSlack ? undefined : (target.secret ?? undefined);
  const headers = {
    ...(isSlack
      ? { 'content-type': 'application/json' }
      : signedHeaders({ id, nowMs, body, secret })),
    'idempotency-key': `"${id}"`,
  };
  return outcomeOf(await sendBody(target.url, body, { headers, isAnywhere }));
}
