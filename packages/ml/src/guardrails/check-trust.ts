import type { Finding, Task } from '@kaizenml/contracts';
import type { Random } from '../math/index.ts';
import { seededRandom } from '../math/index.ts';
import type { Table } from '../table/index.ts';
import { checkNoisyLabels } from './labels/noisy-labels.ts';
import { checkPersonalData } from './privacy/personal-data.ts';
import { checkProxies } from './privacy/protected-proxies.ts';
import { checkMissing } from './values/missing-not-at-random.ts';
import { checkSentinels } from './values/sentinel-values.ts';
import { checkUnits } from './values/units-mixed.ts';

/** What is known about a table whose values are doubted. */
export interface TrustOptions {
  readonly random: Random;
  /** What is to be predicted; without it labels are not looked at. */
  readonly target?: string;
  readonly task?: Task;
  /** Columns that a model must not use: they say nothing about labels. Default none. */
  readonly ignore?: readonly string[];
  /** Protected columns, or `named` for those whose names say so. Default: none are looked at. */
  readonly isProtected?: readonly string[] | 'named';
  /** Leaves out what trains models: the search for wrong labels. Default false. */
  readonly isBrief?: boolean;
}

/**
 * Checks labels, values and personal data of a table: sentinels, mixed units, gaps that tell, wrong labels,
 * proxies of protected attributes where asked, and data about persons.
 *
 * @throws COLUMN_UNKNOWN
 * @cost 50 000 rows of 50 columns take under 3 s; the costly checks look at samples and say so.
 * @source Those of the checks.
 */
export function checkTrust(
  table: Table,
  { random, target, task, ignore = [], isProtected = [], isBrief = false }: TrustOptions,
): Finding[] {
  const own = seededRandom(random.below(2 ** 31));
  const known = target !== undefined && task !== undefined ? { target, task } : undefined;
  return [
    ...(known && !isBrief ? checkNoisyLabels(table, { ...known, random: own, ignore }) : []),
    ...table.columns.flatMap((column) => checkSentinels(column)),
    ...checkUnits(table),
    ...checkMissing(table, known ?? {}),
    ...checkProxies(table, {
      random: own,
      ...(isProtected === 'named' ? {} : { isProtected }),
      ...(target === undefined ? {} : { target }),
    }),
    ...checkPersonalData(table),
  ];
}
