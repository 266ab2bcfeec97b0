import type { EndInput, LogInput } from './destination.ts';

type PartOf<Key extends 'metrics' | 'inputs' | 'outputs'> = NonNullable<LogInput[Key]>[number];

/** The smallest thing that is logged. */
export type Piece =
  | { readonly kind: 'metric'; readonly point: PartOf<'metrics'> }
  | { readonly kind: 'param'; readonly key: string; readonly value: string }
  | { readonly kind: 'tag'; readonly key: string; readonly value: string | null }
  | { readonly kind: 'note'; readonly note: string | null }
  | { readonly kind: 'input'; readonly table: PartOf<'inputs'> }
  | { readonly kind: 'output'; readonly made: PartOf<'outputs'> }
  | { readonly kind: 'end'; readonly end: EndInput };

/** Characters of a piece, as far as its length can vary. */
export function lengthOf(piece: Piece): number {
  if (piece.kind === 'metric') return piece.point.key.length;
  if (piece.kind === 'param' || piece.kind === 'tag')
    return piece.key.length + (piece.value?.length ?? 0);
  return JSON.stringify(piece).length;
}

/** One request of many pieces. Of two that write the same tag the later one counts. */
export function toLogInput(id: string, pieces: readonly Piece[]): LogInput {
  const of = <Kind extends Piece['kind']>(kind: Kind) =>
    pieces.filter((piece): piece is Extract<Piece, { kind: Kind }> => piece.kind === kind);
  const note = of('note').at(-1)?.note;
  return {
    id,
    metrics: of('metric').map(({ point }) => point),
    params: Object.fromEntries(of('param').map(({ key, value }) => [key, value])),
    tags: Object.fromEntries(of('tag').map(({ key, value }) => [key, value])),
    ...(note === undefined ? {} : { note }),
    inputs: of('input').map(({ table }) => table),
    outputs: of('output').map(({ made }) => made),
  };
}
