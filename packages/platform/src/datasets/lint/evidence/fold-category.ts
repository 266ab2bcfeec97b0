/** Letters of other scripts that look like Latin ones. */
const LOOK_ALIKES = new Map(
  Object.entries({
    а: 'a',
    в: 'b',
    е: 'e',
    з: '3',
    і: 'i',
    ј: 'j',
    к: 'k',
    м: 'm',
    н: 'h',
    о: 'o',
    р: 'p',
    с: 'c',
    т: 't',
    у: 'y',
    х: 'x',
    ѕ: 's',
    α: 'a',
    β: 'b',
    ε: 'e',
    ζ: 'z',
    η: 'h',
    ι: 'i',
    κ: 'k',
    μ: 'm',
    ν: 'n',
    ο: 'o',
    ρ: 'p',
    τ: 't',
    υ: 'y',
    χ: 'x',
  }),
);

/** A category without case, accents, blanks, hyphens and quotes, in Latin letters where it has some: what of a spelling does not matter. */
export function foldCategory(value: string): string {
  const plain = value
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f\u200b-\u200f\u2060\ufeff]/g, '')
    .replaceAll('\u00df', 'ss');
  const latin = /[a-z]/.test(plain) ? plain.replaceAll(/[\u0370-\u04ff]/g, toLatin) : plain;
  const letters = latin.replaceAll(/[\s_.,;:'"\u2018\u2019\u201c\u201d-]+/g, '');
  return /\p{L}/u.test(letters) ? letters : latin.replaceAll(/\s+/g, ' ');
}

function toLatin(letter: string): string {
  return LOOK_ALIKES.get(letter) ?? letter;
}
