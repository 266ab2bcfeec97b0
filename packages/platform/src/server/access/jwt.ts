import { readFile } from 'node:fs/promises';
import { AppError } from '@kaizenml/contracts';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import type { AccountBook } from '../../access/index.ts';
import { KEY_SCOPES, type KeyScope } from '../../keys/index.ts';
import type { Clock } from '../../kit/index.ts';
import type { Caller } from './caller.ts';

/** Whose JSON Web Tokens are taken. */
export interface JwtOptions {
  /** File or `https:` address of a JSON Web Key Set with public keys. Either this or `secretFile`. */
  readonly jwks?: string | undefined;
  /** File with a secret of at least 32 bytes that issuer and server share. */
  readonly secretFile?: string | undefined;
  /** What `iss` must be. */
  readonly issuer: string;
  /** What `aud` must be or hold. */
  readonly audience: string;
  /** Claim with the scopes: a list, or a text with spaces between. Default `scope`. */
  readonly scopesClaim?: string | undefined;
}

/** Checks a token: the caller it stands for, or why it stands for none, to follow "got". */
export type JwtCheck = (token: string) => Promise<Caller | string>;

/** Signatures that public keys make. A secret is never taken for one of them, nor a public key for a secret. */
const PUBLIC = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
];
const SHARED = ['HS256', 'HS384', 'HS512'];

/** How far the clocks of issuer and server may be apart, seconds. */
const SKEW_SECONDS = 60;
const SECRET_MIN_BYTES = 32;
const SCOPES: ReadonlySet<string> = new Set<string>(KEY_SCOPES);

/**
 * A check of tokens that another system issues. A token must have an end.
 *
 * @throws FILE_NOT_FOUND, ARGUMENT_INVALID when what it checks with is not usable.
 * @source RFC 7519; RFC 8725, "JSON Web Token Best Current Practices"
 */
export async function createJwtCheck(
  options: JwtOptions,
  { clock, accounts }: { readonly clock: Clock; readonly accounts: AccountBook },
): Promise<JwtCheck> {
  const { issuer, audience, scopesClaim = 'scope' } = options;
  const { jwtVerify, errors } = await import('jose');
  const { keys, algorithms } = await readKeys(options);
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms,
        clockTolerance: SKEW_SECONDS,
        currentDate: new Date(clock.now()),
        requiredClaims: ['exp'],
      });
      return await toCaller(payload, { scopesClaim, accounts });
    } catch (thrown) {
      if (thrown instanceof errors.JWTExpired) return 'a token whose time is over';
      if (thrown instanceof errors.JWTClaimValidationFailed)
        return `a token whose \`${thrown.claim}\` is not the one that is asked for`;
      if (thrown instanceof errors.JOSEError) return 'one that it does not know';
      throw thrown;
    }
  };
}

/**
 * Scopes of other systems mean nothing here and are left out. Where an account has the name of the subject, its roles bind the token as
 * well.
 */
async function toCaller(
  payload: JWTPayload,
  { scopesClaim, accounts }: { readonly scopesClaim: string; readonly accounts: AccountBook },
): Promise<Caller | string> {
  const claim = payload[scopesClaim];
  const given = Array.isArray(claim) ? claim.map(String) : String(claim ?? '').split(' ');
  const scopes = new Set(given.filter((scope): scope is KeyScope => SCOPES.has(scope)));
  const { sub } = payload;
  const account = sub === undefined ? undefined : await accounts.find(sub);
  if (account?.isClosed === true) return `a token of "${sub}", an account that is closed`;
  return { id: `jwt:${sub ?? ''}`, scopes, endpoints: undefined, rights: account?.rights };
}

async function readKeys({
  jwks,
  secretFile,
}: JwtOptions): Promise<{ readonly keys: JWTVerifyGetKey; readonly algorithms: string[] }> {
  if ((jwks === undefined) === (secretFile === undefined))
    throw new AppError('ARGUMENT_INVALID', {
      message: `Tokens must be checked with \`--jwks\` or \`--jwt-secret-file\`, got ${jwks === undefined ? 'neither' : 'both'}.`,
      hint: 'Public keys of the issuer are the safer choice: `--jwks https://issuer.example/jwks.json`.',
      details: { jwks: jwks ?? null, secretFile: secretFile ?? null },
    });
  const { createLocalJWKSet } = await import('jose');
  if (secretFile !== undefined) {
    const secret = await readSecret(secretFile);
    return { keys: async () => secret, algorithms: SHARED };
  }
  const place = jwks as string;
  if (/^https?:/i.test(place)) return { keys: await remoteKeys(place), algorithms: PUBLIC };
  const text = await readTextFile(place);
  try {
    return { keys: createLocalJWKSet(JSON.parse(text)), algorithms: PUBLIC };
  } catch (cause) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `"${place}" must be a JSON Web Key Set, got something else.`,
      hint: 'It is a JSON object with a list `keys`, as issuers publish it.',
      details: { path: place },
      cause,
    });
  }
}

/** The keys at an address: fetched when they are needed, kept, and fetched anew for a key that is not among them. */
async function remoteKeys(place: string): Promise<JWTVerifyGetKey> {
  const { createRemoteJWKSet, errors } = await import('jose');
  const getKey = createRemoteJWKSet(toSafeUrl(place));
  return async (header, token) => {
    try {
      return await getKey(header, token);
    } catch (cause) {
      if (
        cause instanceof errors.JWKSNoMatchingKey ||
        cause instanceof errors.JWKSMultipleMatchingKeys
      )
        throw cause;
      throw new AppError('ISSUER_UNREACHABLE', {
        message:
          'The keys of the issuer must be readable to check a token, got no answer with keys.',
        hint: 'Try again soon; the administrator sees whether the address of `--jwks` answers.',
        cause,
      });
    }
  };
}

function toSafeUrl(place: string): URL {
  const url = URL.canParse(place) ? new URL(place) : undefined;
  if (url?.protocol === 'https:') return url;
  throw new AppError('ARGUMENT_INVALID', {
    message: `The address of a JSON Web Key Set must begin with https, got "${place}".`,
    hint: 'Over http anyone on the way could put keys of their own in; save the set to a file instead.',
    details: { url: place },
  });
}

async function readSecret(path: string): Promise<Uint8Array> {
  const secret = new TextEncoder().encode((await readTextFile(path)).trim());
  if (secret.length >= SECRET_MIN_BYTES) return secret;
  throw new AppError('ARGUMENT_INVALID', {
    message: `The secret in "${path}" must have at least ${SECRET_MIN_BYTES} bytes, got ${secret.length}.`,
    hint: 'Make one with `openssl rand -hex 32`, and give it to the issuer.',
    details: { path, minBytes: SECRET_MIN_BYTES, sizeBytes: secret.length },
  });
}

async function readTextFile(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new AppError('FILE_NOT_FOUND', {
      message: `The file "${path}" must be readable, got ${cause.code ?? 'an error'}.`,
      hint: 'Check the path; it is relative to the working folder.',
      details: { path, reason: cause.code ?? null },
      cause,
    });
  });
}
