import { listNames } from '@kaizenml/contracts';
import { percent } from '../../guardrails/index.ts';
import { isLevelBinning } from '../../windows/index.ts';
import { unseenLevelRowsBound } from '../chance/unseen-level-rows.ts';
import type { QualityFinding } from '../quality-finding.ts';
import { moreOftenPValue } from '../shares-differ.ts';
import { type Part, partOf, shareOf, type WindowedColumn } from '../windowed-column.ts';

const MOST_SAID = 3;

/**
 * Whether rows have levels that the reference does not have, beyond the few rare ones that any sample adds.
 *
 * Where the reference has more levels than are counted one by one, the share of all others is compared. The counted ones were chosen
 * because they were frequent there, some of them by chance: two standard errors of each are granted to the others.
 */
export function checkUnseenLevels(column: WindowedColumn): QualityFinding | undefined {
  const { binning, reference, current } = column;
  if (!isLevelBinning(binning)) return undefined;
  const { name, levels } = binning;
  const present = current.weight - current.missing;
  const now = partOf(current, current.counts[levels.length], present);
  const before = partOf(
    reference,
    reference.counts[levels.length],
    reference.weight - reference.missing,
  );
  const news = [...current.newLevels]
    .filter(([level]) => !reference.newLevels.has(level))
    .sort(([a, nA], [b, nB]) => nB - nA || (a < b ? -1 : 1))
    .map(([level]) => level);
  const share = percent(shareOf(now));
  const said = news.length === 0 ? '' : `, such as ${listNames(news, MOST_SAID)}`;
  const isWhole = before.count === 0;
  return {
    ...{ check: 'new-levels', column: name },
    effect: Math.max(0, shareOf(now) - shareOf(before)),
    pValue: isWhole
      ? chanceOf(column, { before, now })
      : moreOftenPValue(granted(column, before), now),
    expected: isWhole ? `${levels.length} known levels` : `${percent(shareOf(before))} rare levels`,
    found: news.length === 0 ? `${share} others` : `${share} others: ${listNames(news, MOST_SAID)}`,
    why: isWhole
      ? `Column "${name}" has levels in ${share} of the rows that the reference never had${said}.`
      : `Column "${name}" has levels beyond the ${levels.length} most frequent ones in ${share} of the rows, in the reference in ${percent(shareOf(before))}${said}.`,
  };
}

function chanceOf(
  { reference, current }: WindowedColumn,
  { before, now }: { readonly before: Part; readonly now: Part },
): number {
  const nKnown = reference.counts.length - 1;
  const known = Array.from(
    { length: nKnown },
    (_, bin) =>
      partOf(reference, reference.counts[bin]).count + partOf(current, current.counts[bin]).count,
  );
  const named = [...current.newLevels.values()].map((count) => partOf(current, count).count);
  // Levels that were forgotten may all be different: rows of their own are the least surprising.
  const rest = now.count - named.reduce((sum, count) => sum + count, 0);
  const alone = new Array<number>(Math.max(0, rest)).fill(1);
  const pooled = [...known, ...named, ...alone].filter((count) => count > 0);
  return unseenLevelRowsBound(now.count, { pooled, share: now.of / (now.of + before.of) });
}

function granted({ reference }: WindowedColumn, before: Part): Part {
  let luck = 0;
  for (let bin = 0; bin < reference.counts.length - 1; bin++) {
    const { count } = partOf(reference, reference.counts[bin]);
    luck += Math.min(count, 2 * Math.sqrt(count));
  }
  return { count: Math.min(before.of, before.count + Math.round(luck)), of: before.of };
}
