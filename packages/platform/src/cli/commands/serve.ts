import { AppError } from '@kaizenml/contracts';
import type { App } from '../../app.ts';
import type { DrainOptions, JwtOptions, ServerOptions } from '../../server/index.ts';
import { command } from '../command.ts';
import type { Terminal } from '../terminal.ts';

/** Longest time that a flag may say, seconds: a day. */
const MOST_SECONDS = 86_400;

/** Runs that are told of when the server ends. */
const MOST_NAMED = 5;

/** `kaizen serve`: the API and the pages until Ctrl-C. */
export const serve = command({
  name: 'serve',
  doc: 'Serves models, pages and the API of this home until Ctrl-C.',
  args: {},
  flags: {
    host: {
      kind: 'text',
      default: '127.0.0.1',
      placeholder: 'ADDRESS',
      doc: 'Address to listen on; beyond this machine a token is needed.',
    },
    port: { kind: 'integer', default: 7400, doc: 'Port to listen on; 0 takes any free one.' },
    tokenFile: {
      kind: 'text',
      placeholder: 'FILE',
      doc: 'File with the token that requests must carry. Default: `KAIZEN_TOKEN`.',
    },
    jwks: {
      kind: 'text',
      placeholder: 'FILE|URL',
      doc: 'Public keys of who issues JSON Web Tokens that are taken: a JSON Web Key Set, in a file or at an https address.',
    },
    jwtSecretFile: {
      kind: 'text',
      placeholder: 'FILE',
      doc: 'File with the secret that tokens are signed with, instead of `--jwks`.',
    },
    jwtIssuer: { kind: 'text', placeholder: 'TEXT', doc: 'What `iss` of a token must be.' },
    jwtAudience: { kind: 'text', placeholder: 'TEXT', doc: 'What `aud` of a token must hold.' },
    jwtScopesClaim: {
      kind: 'text',
      default: 'scope',
      placeholder: 'NAME',
      doc: 'Claim of a token with its scopes: `predict`, `read`, `admin`.',
    },
    maxInFlight: {
      kind: 'integer',
      default: 128,
      doc: 'Requests that are answered at once; more of them wait.',
    },
    maxWaiting: {
      kind: 'integer',
      default: 1024,
      doc: 'Requests that wait for a place; more of them get 429.',
    },
    answerSeconds: {
      kind: 'number',
      default: 120,
      placeholder: 'SECONDS',
      doc: 'Time in which an answer must be there; 0 for no limit. A request asks for less with `x-request-timeout-ms`.',
    },
    bodyMb: {
      kind: 'integer',
      default: 10,
      placeholder: 'MB',
      doc: 'Largest body of rows, mebibytes.',
    },
    tlsCert: {
      kind: 'text',
      placeholder: 'FILE',
      doc: 'Certificate as PEM, its own first: the server speaks https. New files are taken while it runs.',
    },
    tlsKey: { kind: 'text', placeholder: 'FILE', doc: 'Private key of `--tls-cert` as PEM.' },
    corsOrigin: {
      kind: 'text',
      placeholder: 'ORIGINS',
      doc: 'Other origins whose pages may ask, with commas between: `https://app.example`.',
    },
    accessLog: {
      kind: 'text',
      placeholder: 'FILE',
      doc: 'Appends a line of JSON for every request to a file; `-` for stderr.',
    },
    modelMemoryShare: {
      kind: 'number',
      default: 0.25,
      placeholder: 'SHARE',
      doc: 'Share of the memory of the machine, or of its container, that open models may take; what was asked for the longest time ago is closed first.',
    },
    warmSeconds: {
      kind: 'number',
      default: 10,
      placeholder: 'SECONDS',
      doc: 'Longest time in which champions are opened and tried before the server is ready; the rest goes on after.',
    },
    drainWaitSeconds: {
      kind: 'number',
      placeholder: 'SECONDS',
      doc: 'Time at the end in which it answers but is not ready, for load balancers. Default: 0 on this machine alone, else 5.',
    },
    drainLimitSeconds: {
      kind: 'number',
      default: 20,
      placeholder: 'SECONDS',
      doc: 'Time after that in which requests in flight must have been answered.',
    },
  },
  examples: [
    'kaizen serve',
    'kaizen serve --port 8080',
    'kaizen serve --host 0.0.0.0 --token-file token.txt',
  ],
  async run({ flags, json, terminal, env, signal, openApp }) {
    const { assertPort, parseOrigins, readToken, startServer } = await import(
      '../../server/index.ts'
    );
    assertPort(flags.port);
    const token = await readToken(env, flags.tokenFile);
    const app = await openApp();
    const drain = readDrain(flags);
    const beside: Closable[] = [];
    assertSeconds('--answer-seconds', flags.answerSeconds);
    assertSeconds('--warm-seconds', flags.warmSeconds);
    const { memoryLimitBytes } = await import('../../models/index.ts');
    app.pool.limitTo(memoryLimitBytes(flags.modelMemoryShare));
    const limits = {
      maxInFlight: flags.maxInFlight,
      maxWaiting: flags.maxWaiting,
      answerMs: Math.ceil(flags.answerSeconds * 1000),
      rowsBytes: flags.bodyMb * 1024 ** 2,
    };
    const server = await startServer(app, {
      host: flags.host,
      port: flags.port,
      token,
      limits,
      accessLog: flags.accessLog,
      jwt: readJwt(flags),
      tls: readTls(flags),
      corsOrigins: flags.corsOrigin === undefined ? [] : parseOrigins(flags.corsOrigin),
      drain,
      prepare: async () => {
        const { startTicking } = await import('../../rollouts/index.ts');
        beside.push(await startJobs(app), ...(await startLogKeeping(app)));
        beside.push(startTicking(app.rollouts, app));
        const { warmChampions } = await import('../../serving/index.ts');
        beside.push(await warmChampions(app, { limitMs: flags.warmSeconds * 1000 }));
      },
    });
    if (json)
      terminal.printJson({
        url: server.url,
        home: app.home,
        hasToken: token !== undefined,
        isClosed: server.isClosed,
      });
    else terminal.print(server.url);
    terminal.say(
      `KaizenML serves ${app.home} at ${server.url}${server.isClosed ? ` (to who has ${token === undefined ? '' : 'its token or '}a key)` : ''}. Ctrl-C ends it.`,
    );
    await aborted(signal);
    const closed = Promise.all([server.close(), ...beside.map((each) => each.close())]);
    terminal.say('Answering what is under way, then ending.');
    await closed;
    await sayWhatGoesOn(app, terminal);
    return 0;
  },
});

interface Closable {
  close(): Promise<void>;
}

/** @throws ARGUMENT_INVALID when only one of the two is given. */
function readTls({
  tlsCert,
  tlsKey,
}: {
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
}): ServerOptions['tls'] {
  if (tlsCert !== undefined && tlsKey !== undefined) return { certPath: tlsCert, keyPath: tlsKey };
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  const missing = tlsCert === undefined ? '--tls-cert' : '--tls-key';
  throw new AppError('ARGUMENT_INVALID', {
    message: `A certificate and its key must be given together, got no \`${missing}\`.`,
    hint: 'For example `kaizen serve --tls-cert cert.pem --tls-key key.pem`.',
    details: { missing },
  });
}

/** Whose tokens are taken; undefined for nobody's. @throws ARGUMENT_INVALID when only a part is given. */
function readJwt({
  jwks,
  jwtSecretFile,
  jwtIssuer,
  jwtAudience,
  jwtScopesClaim,
}: {
  readonly jwks: string | undefined;
  readonly jwtSecretFile: string | undefined;
  readonly jwtIssuer: string | undefined;
  readonly jwtAudience: string | undefined;
  readonly jwtScopesClaim: string;
}): JwtOptions | undefined {
  if ([jwks, jwtSecretFile, jwtIssuer, jwtAudience].every((flag) => flag === undefined))
    return undefined;
  const missing = jwtIssuer === undefined ? '--jwt-issuer' : '--jwt-audience';
  if (jwtIssuer === undefined || jwtAudience === undefined)
    throw new AppError('ARGUMENT_INVALID', {
      message: `Tokens must be held against an issuer and an audience, got no \`${missing}\`.`,
      hint: 'Without both, tokens that were made for others would be taken.',
      details: { missing },
    });
  return {
    jwks,
    secretFile: jwtSecretFile,
    issuer: jwtIssuer,
    audience: jwtAudience,
    scopesClaim: jwtScopesClaim,
  };
}

/** @throws ARGUMENT_INVALID for a time below 0. */
function readDrain({
  drainWaitSeconds,
  drainLimitSeconds,
}: {
  readonly drainWaitSeconds: number | undefined;
  readonly drainLimitSeconds: number;
}): DrainOptions {
  assertSeconds('--drain-wait-seconds', drainWaitSeconds);
  assertSeconds('--drain-limit-seconds', drainLimitSeconds);
  return {
    limitMs: drainLimitSeconds * 1000,
    ...(drainWaitSeconds === undefined ? {} : { waitMs: drainWaitSeconds * 1000 }),
  };
}

function assertSeconds(flag: string, seconds: number | undefined): void {
  if (seconds === undefined || (seconds >= 0 && seconds <= MOST_SECONDS)) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `\`${flag}\` must be between 0 and ${MOST_SECONDS} seconds, got ${seconds}.`,
    hint: 'Leave it out for the default; see `kaizen serve --help`.',
    details: { flag, seconds, mostSeconds: MOST_SECONDS },
  });
}

/** The data jobs of this home are looked after while it is served. */
async function startJobs(app: App): Promise<Closable> {
  const { checkArrival, startScheduler } = await import('../../jobs/index.ts');
  return startScheduler({
    store: app.store,
    checkData: checkArrival(app),
    clock: app.clock,
    log: app.log,
  });
}

/** While this home is served, logged predictions become columns, by another process, and days go that are not kept. */
async function startLogKeeping(app: App): Promise<readonly Closable[]> {
  const { startCompaction, startRetention } = await import('../../predictions/index.ts');
  return [startCompaction(app), startRetention({ ...app, endpoints: app.store.endpoints })];
}

/** Training is the work of other processes, which this one does not end. */
async function sayWhatGoesOn({ store }: App, terminal: Terminal): Promise<void> {
  const { items } = await store.runs.list({ status: 'running' }, { limit: MOST_NAMED });
  for (const { id, name } of items)
    terminal.say(`Run "${name}" goes on; end it with \`kaizen runs stop ${id}\`.`);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
