import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { Verdict } from './command.ts';

/** Operations whose answer may be a no: what makes the command exit with 3. */
const NO: Readonly<Record<string, (output: never) => boolean>> = {
  'audit.verify': ({ isWhole }: OutputOf<Operations['audit']['verify']>) => !isWhole,
  'datasets.check': ({ passed }: OutputOf<Operations['datasets']['check']>) => !passed,
  'datasets.lint': ({ passed }: OutputOf<Operations['datasets']['lint']>) => !passed,
  'datasets.validate': ({ passed }: OutputOf<Operations['datasets']['validate']>) => !passed,
  'monitors.compare': ({ status }: OutputOf<Operations['monitors']['compare']>) =>
    status === 'drift',
  'datasets.violations': ({ passed }: OutputOf<Operations['datasets']['violations']>) => !passed,
  'monitors.check': ({ status }: OutputOf<Operations['monitors']['check']>) => status === 'drift',
};

/** The exit code of an operation that has answered: 0, or 3 when its answer is a no. */
export function verdictOf(operation: string, output: unknown): Verdict {
  return NO[operation]?.(output as never) === true ? 3 : 0;
}
