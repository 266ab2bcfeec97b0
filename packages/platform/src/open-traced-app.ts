import { type App, type AppOptions, openApp } from './app.ts';
import type { Crew } from './crew/index.ts';
import { createLog, systemClock } from './kit/index.ts';
import { version } from './version.ts';

const ANY_ENDPOINT = /^OTEL_EXPORTER_OTLP_(TRACES_)?ENDPOINT$/;

/** Opens a home for a command, with tracing where the standard variables of OpenTelemetry name a collector. @throws what `openApp` throws, ARGUMENT_INVALID */
export async function openTracedApp(
  where: Pick<AppOptions, 'home' | 'storeAddress'>,
  env: Readonly<Record<string, string | undefined>>,
  crew?: Crew,
): Promise<App> {
  if (!Object.keys(env).some((name) => ANY_ENDPOINT.test(name)))
    return await openApp({ ...where, crew });
  const { openTracing } = await import('./tracing/index.ts');
  const log = createLog({ level: 'warn' });
  return await openApp({
    ...where,
    crew,
    log,
    tracing: openTracing(env, { clock: systemClock, log, version }),
  });
}
