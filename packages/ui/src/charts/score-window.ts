import { drawables } from './figures.ts';

/** Share of the field that the picture is about, and how many times as far behind as it the border lies. */
const FIELD = 0.75;
const REACH = 2;

/**
 * The scores that a picture is about: from the best to somewhat behind three quarters of the field.
 *
 * A few useless candidates would press all others into one line; those beyond stand at the border instead.
 *
 * @returns Undefined without a finite score.
 */
export function scoreWindow(
  scores: readonly (number | null)[],
  better: 'higher' | 'lower',
): { readonly best: number; readonly worst: number } | undefined {
  const sign = better === 'higher' ? -1 : 1;
  const ranked = drawables(scores).sort((a, b) => sign * (a - b));
  const [best] = ranked;
  const last = ranked.at(-1);
  if (best === undefined || last === undefined) return undefined;
  const behind = ranked[Math.floor((ranked.length - 1) * FIELD)] ?? last;
  const edge = best + REACH * (behind - best);
  if (!Number.isFinite(edge) || behind === best) return { best, worst: last };
  return { best, worst: ranked.findLast((score) => sign * (score - edge) <= 0) ?? last };
}
