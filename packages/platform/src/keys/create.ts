import { AppError, didYouMean, NAME_PATTERN } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import type { Clock } from '../kit/index.ts';
import { whoAsks } from '../who-asks.ts';
import { KEY_SCOPES } from './scopes.ts';
import { makeKey } from './secret.ts';
import type { KeyScope, KeyStore } from './store.ts';
import { toKey } from './to-key.ts';

const DAY_MS = 86_400_000;

/** What keys are made with. */
export interface CreateKeyDeps {
  readonly keys: KeyStore;
  readonly clock: Clock;
  readonly nextId: () => string;
}

/** Makes a key; its text is in the answer and nowhere else. */
export const createKey =
  ({ keys, clock, nextId }: CreateKeyDeps): MachineHandler<Operations['keys']['create']> =>
  async (input, machine, asked) => {
    const { name, account, endpoints, expiresDays, perSecond, burst, perDay } = input;
    const { scopes = account === undefined ? 'predict' : 'admin' } = input;
    if (burst !== undefined && perSecond === undefined) throw burstAlone(burst);
    const id = nextId();
    const { key, sha256 } = makeKey(id);
    const made = {
      ...{ id, name, sha256, account: account ?? null },
      scopes: parseScopes(scopes),
      endpoints: endpoints === undefined ? null : parseEndpoints(endpoints),
      expiresAt:
        expiresDays === undefined
          ? null
          : new Date(clock.now() + expiresDays * DAY_MS).toISOString(),
      perSecond: perSecond ?? null,
      burst: perSecond === undefined ? null : (burst ?? Math.max(1, Math.ceil(perSecond))),
      perDay: perDay ?? null,
    };
    const reason = { by: 'person', who: whoAsks(machine, asked) } as const;
    const record = await keys.add(made, reason);
    return { ...toKey(record), key };
  };

/** @throws ARGUMENT_INVALID */
function parseScopes(text: string): KeyScope[] {
  const given = [...new Set(text.split(',').map((scope) => scope.trim()))];
  const unknown = given.find((scope) => !KEY_SCOPES.includes(scope as KeyScope));
  if (unknown === undefined) return given as KeyScope[];
  throw new AppError('ARGUMENT_INVALID', {
    message: `The scopes of a key must be predict, read, write, approve or admin, got "${unknown}".`,
    hint: didYouMean(unknown, KEY_SCOPES) ?? 'Put commas between several: `--scopes predict,read`.',
    details: { scope: unknown, known: KEY_SCOPES },
  });
}

/** @throws ARGUMENT_INVALID */
function parseEndpoints(text: string): string[] {
  const given = [...new Set(text.split(',').map((endpoint) => endpoint.trim()))];
  const wrong = given.find((endpoint) => !NAME_PATTERN.test(endpoint));
  if (wrong === undefined) return given;
  throw new AppError('ARGUMENT_INVALID', {
    message: `The endpoints of a key must be names, got "${wrong}".`,
    hint: 'Put commas between several: `--endpoints churn,demand`; see `kaizen endpoints list`.',
    details: { endpoint: wrong },
  });
}

function burstAlone(burst: number): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `\`--burst\` must come with \`--per-second\`, got ${burst} alone.`,
    hint: 'Say how many requests per second the key may send for long.',
    details: { burst },
  });
}
