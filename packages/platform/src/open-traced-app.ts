import { type App, type AppOptions, openApp } from './app.ts';
import { createLog, systemClock } from './kit/index.ts';
import { version } from './version.ts';

const ANY_ENDPOINT = /^OTEL_EXPORTER_OTLP_(TRACES_)?ENDPOINT$/;

/** What a command may say of the app that it opens. */
export type CommandApp = Pick<AppOptions, 'crew'> & {
  /** Where files go that clients send. Default: `KAIZEN_ARTIFACTS`, else the disk of the home. */
  readonly files?: Pick<NonNullable<AppOptions['files']>, 'url' | 'limitBytes'>;
};

/** Opens a home for a command, with tracing where the standard variables of OpenTelemetry name a collector. @throws what `openApp` throws, ARGUMENT_INVALID */
export async function openTracedApp(
  where: Pick<AppOptions, 'home' | 'storeAddress'>,
  env: Readonly<Record<string, string | undefined>>,
  { crew, files }: CommandApp = {},
): Promise<App> {
  const { url = env.KAIZEN_ARTIFACTS || undefined, limitBytes } = files ?? {};
  const options: AppOptions = { ...where, crew, files: { url, limitBytes, env } };
  if (!Object.keys(env).some((name) => ANY_ENDPOINT.test(name))) return await openApp(options);
  const { openTracing } = await import('./tracing/index.ts');
  const log = createLog({ level: 'warn' });
  return await openApp({
    ...options,
    log,
    tracing: openTracing(env, { clock: systemClock, log, version }),
  });
}
