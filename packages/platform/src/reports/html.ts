import { escapeText } from '@kaizenml/ui/charts';

/** Markup that is safe to put into a page as it is. */
export interface Html {
  readonly markup: string;
}

type Piece = Html | string | number | readonly Html[] | undefined | false;

/**
 * Markup with its values escaped: text becomes text, and only `Html` stays markup.
 *
 * @example
 * html`<p>${'a < b'}</p>`.markup; // <p>a &lt; b</p>
 */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return {
    markup: parts.reduce(
      (text, part, i) => text + part + (i < pieces.length ? inside(pieces[i]) : ''),
      '',
    ),
  };
}

/** Markup that our own code made, such as a chart. */
export function trusted(markup: string): Html {
  return { markup };
}

/** Text whose `…` spans are set as code. */
export function withCode(text: string): Html {
  return trusted(escapeText(text).replace(/`([^`]+)`/g, '<code>$1</code>'));
}

function inside(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (typeof piece === 'string' || typeof piece === 'number') return escapeText(String(piece));
  return isList(piece) ? piece.map(({ markup }) => markup).join('') : piece.markup;
}

function isList(piece: Html | readonly Html[]): piece is readonly Html[] {
  return Array.isArray(piece);
}
