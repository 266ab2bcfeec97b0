import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AppError } from '@kaizenml/contracts';
import { captureEnvironment } from '../environment/index.ts';
import { createIds, systemClock } from '../kit/index.ts';
import { notReached } from './not-reached.ts';
import { openDestination } from './open-destination.ts';
import { openRun } from './open-run.ts';
import { pause } from './pause.ts';
import { type PlaceOptions, placeName, resolvePlace } from './place.ts';
import { createRunWatch } from './run-watch.ts';
import { sendSpilled } from './send-spilled.ts';
import type { ChildOptions, TrackedRun } from './tracked-run.ts';
import { watchResources } from './watch-resources.ts';

/** How a program is tracked. */
export interface TrackOptions extends ChildOptions, PlaceOptions {
  /** Writes down commit, changes, lockfile, machine and versions as tags; secrets are left out. Default true. */
  readonly environment?: boolean;
  /** Logs processor and memory each so many milliseconds; 0 does not. Default 10 000. */
  readonly resourcesEveryMs?: number;
  /** Where what cannot be sent waits. Default `.kaizen/unsent`. */
  readonly unsentFolder?: string;
  /** Hears what goes wrong; no method throws for it. Default: a warning of the process. */
  readonly onTrouble?: (trouble: AppError) => void;
}

/** A process ends once, for all of its runs. */
const RUNS_OF_THE_PROCESS = createRunWatch(process);

const WAIT_MS = 200;
const MAX_WAITING = 20_000;
const RESOURCES_EVERY_MS = 10_000;

/**
 * Begins a run of an experiment that this program logs to.
 *
 * What is logged is gathered and sent in the background. While the server is away it goes to a file, and to the server once that is
 * back: by this process, or by the next one that tracks. What is sent twice is kept once.
 *
 * @throws ARGUMENT_INVALID
 * @example
 * const run = track('churn', { params: { depth: 8 } });
 * run.metric('auc', 0.91);
 * await run.end();
 */
export function track(experiment: string, options: TrackOptions = {}): TrackedRun {
  const place = resolvePlace(options, process.env);
  const { onTrouble = warn, resourcesEveryMs = RESOURCES_EVERY_MS } = options;
  const folder = resolve(options.unsentFolder ?? '.kaizen/unsent');
  const destination = openDestination(place);
  const parts = { runs: destination.runs, place: placeName(place), onTrouble };
  const leftovers = sendSpilled(folder, { ...parts, onRefusal: onTrouble }).catch(
    (thrown: unknown) => onTrouble(notReached('What earlier programs left', thrown)),
  );
  return openRun(
    {
      ...{ ...options, experiment },
      ...(options.environment === false
        ? {}
        : { moreTags: captureEnvironment(process.cwd(), process.argv) }),
      ...(resourcesEveryMs > 0 ? { measure: (run) => watchRunOf(run, resourcesEveryMs) } : {}),
      async onEnd() {
        await leftovers;
        await destination.close();
      },
    },
    {
      ...{ ...parts, folder, pause, waitMs: WAIT_MS, maxWaiting: MAX_WAITING },
      ...{ nextId: createIds(), nowMs: systemClock.now, random: Math.random },
      watch: RUNS_OF_THE_PROCESS,
      onLeft: () => sendAfterExit(folder, place),
    },
  );
}

function watchRunOf(run: Pick<TrackedRun, 'metric'>, everyMs: number): () => void {
  return watchResources(everyMs, (key, value, step) => run.metric(key, value, { step }));
}

function warn({ code, message, hint }: AppError): void {
  process.emitWarning(`${message}${hint === undefined ? '' : ` ${hint}`}`, { code });
}

/** A process that ends can wait for nothing: another one sends what it left, and where that fails the next one that tracks. */
function sendAfterExit(folder: string, place: ReturnType<typeof resolvePlace>): void {
  const isSource = import.meta.url.endsWith('.ts');
  const file = new URL(`./send-after-exit.${isSource ? 'ts' : 'js'}`, import.meta.url);
  const flags = isSource ? ['--conditions=source'] : [];
  const where = 'url' in place ? ['url', place.url] : ['home', place.home];
  const token = 'url' in place ? place.token : undefined;
  spawn(process.execPath, [...flags, fileURLToPath(file), folder, String(process.pid), ...where], {
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, ...(token === undefined ? {} : { KAIZEN_TOKEN: token }) },
  }).unref();
}
