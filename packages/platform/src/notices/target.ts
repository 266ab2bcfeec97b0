import { AppError } from '@kaizenml/contracts';
import type { Channel } from './store.ts';

/** Where a route leads to. All of it is kept sealed, since addresses of webhooks carry tokens. */
export type Target =
  | { readonly channel: 'email'; readonly addresses: readonly string[] }
  | { readonly channel: 'webhook'; readonly url: string; readonly secret: string | null }
  | { readonly channel: 'slack'; readonly url: string };

/** A mailbox without a name, as most people write theirs: no quotes, no comments. */
const ADDRESS =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;
const MOST_ADDRESSES = 20;

/**
 * Where a route leads to.
 *
 * @param to Addresses with commas between for `email`, else one address of the web.
 * @throws ARGUMENT_INVALID
 */
export function toTarget(
  channel: Channel,
  { to, secret }: { readonly to: string; readonly secret?: string | undefined },
): Target {
  if (secret !== undefined && channel !== 'webhook')
    throw new AppError('ARGUMENT_INVALID', {
      message: `A secret signs what webhooks are told, got one for the channel "${channel}".`,
      hint: 'Leave `--secret` out.',
      details: { channel },
    });
  if (channel === 'email') return { channel, addresses: parseAddresses(to) };
  const url = parseUrl(channel, to);
  return channel === 'slack' ? { channel, url } : { channel, url, secret: secret ?? null };
}

/** Where a route leads to, as anybody may know it: a path may be a token. */
export function shownTarget(target: Target): string {
  return target.channel === 'email'
    ? target.addresses.join(', ')
    : `${new URL(target.url).origin}/…`;
}

function parseAddresses(to: string): readonly string[] {
  const addresses = [...new Set(to.split(',').map((address) => address.trim()))];
  const wrong = addresses.find((address) => !ADDRESS.test(address));
  if (wrong === undefined && addresses.length <= MOST_ADDRESSES) return addresses;
  throw new AppError('ARGUMENT_INVALID', {
    message:
      wrong === undefined
        ? `A route by e-mail must have ${MOST_ADDRESSES} addresses at most, got ${addresses.length}.`
        : `A route by e-mail must lead to addresses, got "${wrong}".`,
    hint: 'Put commas between several: `--to ops@example.org,ml@example.org`.',
    details: { address: wrong ?? null, nAddresses: addresses.length, most: MOST_ADDRESSES },
  });
}

/** What is wrong is not repeated whole: it may hold a token. */
function parseUrl(channel: Channel, to: string): string {
  const url = URL.canParse(to) ? new URL(to) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (url !== undefined && isWeb && url.username === '' && url.password === '') return url.href;
  throw new AppError('ARGUMENT_INVALID', {
    message: `A route by ${channel} must lead to an address that begins with \`https://\` and names no user, got something else of ${to.length} characters.`,
    hint: 'For example `--to https://hooks.example.org/T0/B0/x`.',
    details: { channel, nCharacters: to.length },
  });
}
