import { isFamilyName, isGivenName, looksLikePerson } from './person-names.ts';
import type { PersonalKind } from './personal-kind.ts';

const WORD = "[\\p{Lu}][\\p{L}'’.-]*";
const STREET =
  '(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|way|terrace|square|sq|highway|hwy|parkway|pkwy|close|crescent)';

/** Who people are, where they live and when they were born. */
export const PERSONS: readonly PersonalKind[] = [
  {
    name: 'person-name',
    title: 'names of persons',
    named:
      /\b(first|given|last|family|sur|full|maiden|middle|fore|customer|client|patient|person|employee|user|player|passenger|member|guest|contact|owner|holder|author) ?names?\b|\b(sur|vor|nach)name\b|\bnom de famille\b|\bpr[eé]nom\b|\bapellidos?\b|^names?$|^(player|passenger|author|employee|customer|patient)$/,
    shape: /\p{L}[\p{L}'’.,"() /_-]{1,80}/u,
    isValid: (text) => looksLikePerson(text),
    chance: 0.05,
    fewest: 0.25,
    isDirect: true,
    redaction: 'pseudonym',
    source:
      'US Census Bureau (1990, 2010), frequent names; frequent names of Europe, Latin America and Asia; hand-listed.',
  },
  {
    name: 'single-name',
    title: 'first or last names',
    named:
      /\b(first|given|last|family|sur|maiden|middle|fore) ?names?\b|\b(sur|vor|nach)name\b|\bpr[eé]nom\b|\bapellidos?\b/,
    shape: /\p{L}[\p{L}'’-]{1,30}/u,
    isValid: (text) => isGivenName(text) || isFamilyName(text),
    chance: 0.03,
    fewest: 0.6,
    isDirect: true,
    redaction: 'pseudonym',
    source: 'US Census Bureau (1990, 2010), frequent names, hand-listed.',
  },
  {
    name: 'address',
    title: 'postal addresses',
    named:
      /\b(street|postal|home|mailing|shipping|billing) ?(address|addr)?\b|^addr(ess)?( ?(line ?)?\d)?$|\banschrift\b|\bstra(ß|ss)e\b/,
    shape: new RegExp(
      `\\d{1,5}[a-z]?,? (?:${WORD} ?){1,4}\\b${STREET}\\b.{0,60}|${WORD}(?:[ -]${WORD}){0,3}(?:stra(?:ß|ss)e|str\\.|weg|allee|gasse|platz) ?\\d{1,4} ?[a-z]?\\b.{0,60}|\\d{1,4}(?: ?bis| ?ter)?,? (?:rue|avenue|boulevard|place|chemin|impasse|all[ée]e|quai) .{3,80}|(?:calle|avenida|via|viale|piazza) .{3,60}\\d{1,4}.{0,40}|P\\.? ?O\\.? ?Box \\d+.{0,60}`,
      'iu',
    ),
    inText: new RegExp(
      `\\b\\d{1,5} (?:[A-Z][a-z]+ ){1,3}(?:${STREET.slice(3, -1).replaceAll(/\b\w/g, (c) => c.toUpperCase())})\\b`,
      'g',
    ),
    needs: { digits: 1, houses: 1 },
    clue: /\d.*\p{L}|\p{L}.*\d/u,
    chance: 0.02,
    fewest: 0.02,
    isDirect: true,
    redaction: 'mask',
    source: 'UPU S42 and USPS Publication 28, Appendix C: street suffixes.',
  },
  {
    name: 'postal-code',
    title: 'postal codes',
    named: /\b(zip|postal|post) ?codes?\b|\bzip\b|\bplz\b|\bpostleitzahl\b|\bcode postal\b/,
    shape:
      /\d{4,5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{3}-\d{4}/i,
    chance: 0.5,
    fewest: 1.1,
    isDirect: false,
    redaction: 'mask',
    source: 'UPU postal addressing systems.',
  },
  {
    name: 'document-number',
    title: 'numbers of passports, licences or plates',
    named:
      /\bpass ?port( ?(no|nr|num|number))?\b|\breisepass(nummer)?\b|\bausweis ?(nr|nummer)?\b|\bdriv(er|ing) ?s? ?licen[cs]e( ?(no|nr|number))?\b|\blicen[cs]e plate\b|\bkennzeichen\b|\bidentity (card|document)\b/,
    shape: /(?=.*\d)[A-Z\d][A-Z\d -]{4,14}/i,
    chance: 0.5,
    fewest: 1.1,
    isDirect: true,
    redaction: 'pseudonym',
    source: 'ICAO Doc 9303, part 3: document numbers of up to nine characters.',
  },
  {
    name: 'birth-date',
    title: 'dates of birth',
    named:
      /\bdob\b|\b(birth|born) ?(date|day|dt)?\b|\bdate of birth\b|\bgeburts(datum|tag)\b|\bdate de naissance\b|\bfecha de nacimiento\b/,
    shape: /.*\d.*/,
    chance: 0.5,
    fewest: 1.1,
    isDirect: false,
    redaction: 'year',
    source:
      'Sweeney (2000), "Simple Demographics Often Identify People Uniquely": with sex and ZIP code.',
  },
];
