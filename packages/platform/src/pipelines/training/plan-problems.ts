import { AppError } from '@kaizenml/contracts';
import {
  type Operations,
  type OutputOf,
  RUN_SETTINGS,
  type RunSetting,
} from '@kaizenml/contracts/operations';

export type Plan = OutputOf<Operations['runs']['plan']>;
export type PlanProblem = Plan['problems'][number];
export type PlanSetting = Plan['settings'][number];

/** Why a run cannot begin, as its checks find it. */
export interface Problems {
  readonly found: readonly PlanProblem[];
  /**
   * What a check gives back; undefined where it refuses, and then the reason is kept.
   *
   * @param setting What the reason is about where it does not say so itself. Default: nothing in particular.
   */
  watch<T>(check: () => T, setting?: RunSetting): T | undefined;
}

/** Collects refusals; anything else is thrown on. */
export function collectProblems(): Problems {
  const found: PlanProblem[] = [];
  return {
    found,
    watch(check, setting) {
      try {
        return check();
      } catch (thrown) {
        if (!(thrown instanceof AppError)) throw thrown;
        found.push(...toProblems(thrown, setting));
        return undefined;
      }
    },
  };
}

/** Places in a project whose setting has another name. */
const OTHER_NAMES: Readonly<Record<string, RunSetting>> = {
  'split.kind': 'split',
  'clusters.count': 'clusters',
};

function toProblems({ message, hint, details }: AppError, setting?: RunSetting): PlanProblem[] {
  const listed = details.problems;
  if (!Array.isArray(listed)) {
    const at = typeof details.path === 'string' ? settingAt(details.path) : undefined;
    return [{ setting: at ?? setting ?? null, message, hint: hint ?? null }];
  }
  return listed.map(({ path, problem }: { readonly path: string; readonly problem: string }) => ({
    setting: settingAt(path) ?? setting ?? null,
    message: sentence(problem),
    hint: null,
  }));
}

/** The setting that a place in a project comes from. */
function settingAt(path: string): RunSetting | undefined {
  const last = path.split('.').at(-1);
  return OTHER_NAMES[path] ?? RUN_SETTINGS.find((name) => name === path || name === last);
}

/** `must be at least 1` → `It must be at least 1.` */
function sentence(problem: string): string {
  if (/^(must|is) /.test(problem)) return `It ${problem}.`;
  return `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`;
}
