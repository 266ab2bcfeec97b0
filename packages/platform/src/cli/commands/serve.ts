import { AppError } from '@kaizenml/contracts';
import type { App } from '../../app.ts';
import type { CrewMember } from '../../crew/index.ts';
import type { DrainOptions, JwtOptions, ServerOptions } from '../../server/index.ts';
import { type CommandCall, command, type FlagSpecs } from '../command.ts';
import { type Closable, startBeside } from '../start-beside.ts';
import { readTellingFlags, TELLING_FLAGS } from '../telling-flags.ts';
import type { Terminal } from '../terminal.ts';

/** Longest time that a flag may say, seconds: a day. */
const MOST_SECONDS = 86_400;

/** Runs that are told of when the server ends. */
const MOST_NAMED = 5;
/** Newest running runs among which those of processes are looked for. */
const MOST_LOOKED_AT = 100;

const FLAGS = {
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
    doc: 'Claim of a token with its scopes: `predict`, `read`, `write`, `admin`.',
  },
  workers: {
    kind: 'text',
    default: '1',
    placeholder: 'N',
    doc: 'Processes that answer on the port, each on a processor of its own; `auto` for all that there are. Use it when one processor is busy (`kaizen_event_loop_active_seconds_total` grows by nearly 1 per second) and memory holds every model N times. Limits and figures are those of the server.',
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
  artifacts: {
    kind: 'text',
    placeholder: 'URL',
    doc: 'Where files of runs are kept: `s3://bucket/prefix`; key, region and endpoint are in the variables of AWS. Default: `KAIZEN_ARTIFACTS`, else the home.',
  },
  artifactGb: {
    kind: 'integer',
    default: 64,
    placeholder: 'GB',
    doc: 'Largest file of a run that is taken, gibibytes.',
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
  webhooksAnywhere: {
    kind: 'boolean',
    doc: 'Lets webhooks and routes of alerts lead to this machine, private networks and plain http. Default: public addresses with https alone.',
  },
  ...TELLING_FLAGS,
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
} as const satisfies FlagSpecs;

/** `kaizen serve`: the API and the pages until Ctrl-C. */
export const serve = command({
  name: 'serve',
  doc: 'Serves models, pages and the API of this home until Ctrl-C.',
  args: {},
  flags: FLAGS,
  examples: [
    'kaizen serve',
    'kaizen serve --port 8080',
    'kaizen serve --host 0.0.0.0 --token-file token.txt',
    'kaizen serve --workers auto',
  ],
  async run(call) {
    if (call.flags.workers === '1') return await serveHere(call);
    const { takeSeat, workerCount } = await import('../../server/workers/index.ts');
    const nWorkers = workerCount(call.flags.workers);
    if (nWorkers === 1) return await serveHere(call);
    const member = takeSeat(process.env);
    if (member === undefined) return await serveWithWorkers(call, nWorkers);
    try {
      return await serveHere(call, member);
    } catch (thrown) {
      member.failed(thrown);
      await member.drained;
      return 0;
    }
  },
});

type Call = CommandCall<Record<never, never>, typeof FLAGS>;

/** Answers in this process, alone or as a worker, until it is told to end. */
async function serveHere(
  { flags, json, terminal, env, signal, openApp }: Call,
  member?: CrewMember,
): Promise<0> {
  const { assertPort, parseOrigins, readToken, startServer } = await import(
    '../../server/index.ts'
  );
  assertPort(flags.port);
  const token = await readToken(env, flags.tokenFile);
  const telling = await readTellingFlags(env, flags);
  const app = await openApp({
    crew: member,
    files: { url: flags.artifacts, limitBytes: flags.artifactGb * 1024 ** 3 },
  });
  const drain = readDrain(flags);
  const beside: Closable[] = [];
  assertSeconds('--answer-seconds', flags.answerSeconds);
  assertSeconds('--warm-seconds', flags.warmSeconds);
  const { memoryLimitBytes } = await import('../../models/index.ts');
  const nWorkers = member?.seat.nWorkers ?? 1;
  app.pool.limitTo(memoryLimitBytes(flags.modelMemoryShare) / nWorkers);
  const limits = {
    maxInFlight: Math.ceil(flags.maxInFlight / nWorkers),
    maxWaiting: Math.ceil(flags.maxWaiting / nWorkers),
    answerMs: Math.ceil(flags.answerSeconds * 1000),
    rowsBytes: flags.bodyMb * 1024 ** 2,
  };
  const prepare = async () => {
    beside.push(...(await startBeside(app, { isAnywhere: flags.webhooksAnywhere, ...telling })));
    const { warmChampions } = await import('../../serving/index.ts');
    beside.push(await warmChampions(app, { limitMs: flags.warmSeconds * 1000 }));
  };
  const isLate = member?.seat.isReplacement === true;
  if (isLate) {
    await app.inference.catchUp?.();
    await prepare();
  }
  const server = await startServer(app, {
    host: flags.host,
    port: member?.seat.port ?? flags.port,
    token,
    limits,
    accessLog: flags.accessLog,
    jwt: readJwt(flags),
    tls: readTls(flags),
    corsOrigins: flags.corsOrigin === undefined ? [] : parseOrigins(flags.corsOrigin),
    drain,
    webhooksAnywhere: flags.webhooksAnywhere,
    prepare: async () => {
      if (isLate) return;
      await prepare();
      await member?.prepared();
    },
  });
  const { url, isClosed } = server;
  if (member === undefined) tellStart({ json, terminal, home: app.home, token }, server, 1);
  else member.up({ url, isClosed });
  await Promise.race([aborted(signal), ...(member === undefined ? [] : [member.drained])]);
  const closed = Promise.all([server.close(), ...beside.map((each) => each.close())]);
  if (member === undefined) terminal.say(ENDING);
  await closed;
  if (member === undefined || member.isKeeper) await sayWhatGoesOn(app, terminal);
  return 0;
}

/** Watches over workers that answer, until it is told to end. */
async function serveWithWorkers(call: Call, nWorkers: number): Promise<0> {
  const { flags, env, terminal, signal } = call;
  const [
    { supervise },
    { assertPort },
    { readToken },
    { resolveDrain },
    { createLog, systemClock },
  ] = await Promise.all([
    import('../../server/workers/index.ts'),
    import('../../server/address.ts'),
    import('../../server/token.ts'),
    import('../../server/lifecycle/drain.ts'),
    import('../../kit/index.ts'),
  ]);
  assertPort(flags.port);
  const token = await readToken(env, flags.tokenFile);
  const { waitMs, limitMs } = resolveDrain(flags.host, readDrain(flags));
  await supervise({
    ...{ nWorkers, signal, host: flags.host, port: flags.port },
    ...{ clock: systemClock, log: createLog(), endWithinMs: waitMs + limitMs + BESIDE_MS },
    onUp: (listening) => tellStart({ ...call, token }, listening, nWorkers),
    onEnding: () => terminal.say(ENDING),
  });
  return 0;
}

const ENDING = 'Answering what is under way, then ending.';
/** Time in which what goes on beside requests must have ended, milliseconds. */
const BESIDE_MS = 10_000;

/** Says where the server is. */
function tellStart(
  {
    json,
    terminal,
    home,
    token,
  }: Pick<Call, 'json' | 'terminal' | 'home'> & { readonly token: string | undefined },
  { url, isClosed }: { readonly url: string; readonly isClosed: boolean },
  workers: number,
): void {
  if (json) terminal.printJson({ url, home, hasToken: token !== undefined, isClosed, workers });
  else terminal.print(url);
  const toWhom = isClosed ? ` (to who has ${token === undefined ? '' : 'its token or '}a key)` : '';
  const byWhom = workers === 1 ? '' : ` with ${workers} workers`;
  terminal.say(`KaizenML serves ${home} at ${url}${byWhom}${toWhom}. Ctrl-C ends it.`);
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

/** Training is the work of other processes, which this one does not end. What clients log has no process that we know. */
async function sayWhatGoesOn({ store, home }: App, terminal: Terminal): Promise<void> {
  const { readJournal } = await import('../../runs/index.ts');
  const { items } = await store.runs.list({ status: 'running' }, { limit: MOST_LOOKED_AT });
  let nNamed = 0;
  for (const { id, name } of items) {
    if ((await readJournal(home, id))?.process === undefined) continue;
    terminal.say(`Run "${name}" goes on; end it with \`kaizen runs stop ${id}\`.`);
    if (++nNamed === MOST_NAMED) return;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
