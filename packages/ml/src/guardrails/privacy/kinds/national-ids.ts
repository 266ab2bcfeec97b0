import { isMod11And10 } from '../check-digits/iso-7064.ts';
import { isLuhn } from '../check-digits/luhn.ts';
import { mod97 } from '../check-digits/mod-97.ts';
import { isVerhoeff } from '../check-digits/verhoeff.ts';
import { weightedSum } from '../check-digits/weighted-sum.ts';
import type { PersonalKind } from './personal-kind.ts';

type NationalId = Omit<PersonalKind, 'redaction' | 'named' | 'isDirect' | 'fewest'> & {
  readonly named: RegExp;
};

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');
const isSame = (digits: string): boolean => /^(\d)\1+$/.test(digits);
const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const CHINESE_CHECKS = '10X98765432';
/** What characters of an Italian code count at odd places: digits as the letters A to J. */
const ITALIAN_ODD = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/** Numbers that states give to persons. */
export const NATIONAL_IDS: readonly PersonalKind[] = (
  [
    {
      name: 'us-ssn',
      title: 'US social security numbers',
      named: /\bssn\b|\bsocial security( (no|nr|num|number))?\b/,
      shape: /\d{3}-\d{2}-\d{4}/,
      namedShape: /\d{9}/,
      isValid: (text) => {
        const digits = digitsOf(text);
        return !/^(?:000|666|9)|^...00|0000$/.test(digits) && !isSame(digits);
      },
      inText: /(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g,
      needs: { digits: 9, joints: 2 },
      clue: /\d-\d{2}-\d/,
      chance: 0.02,
      source: 'US SSA, POMS RM 10201.035: area, group and serial that are never given.',
    },
    {
      name: 'uk-nino',
      title: 'UK national insurance numbers',
      named: /\bnino\b|\bnational insurance( (no|nr|num|number))?\b/,
      shape: /(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?(?:\d{2} ?){3}[A-D]/i,
      inText:
        /\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?(?:\d{2} ?){3}[A-D]\b/g,
      needs: { digits: 6, capitals: 3 },
      clue: /\d{2}/,
      chance: 0.001,
      source: 'HMRC, NIM39110.',
    },
    {
      name: 'uk-nhs',
      title: 'UK NHS numbers',
      named: /\bnhs( (no|nr|num|number))?\b/,
      shape: /\d{3}[ -]?\d{3}[ -]?\d{4}/,
      isValid: (text) => {
        const digits = digitsOf(text);
        const check = (11 - (weightedSum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
        return check === Number(digits[9]) && !isSame(digits);
      },
      chance: 0.09,
      source: 'NHS Data Dictionary, NHS NUMBER: modulus 11.',
    },
    {
      name: 'de-tax-id',
      title: 'German tax numbers',
      named: /\bsteuer ?(id|nummer|identifikationsnummer)\b|\btax id\b|\btin\b|\bidnr\b/,
      shape: /[1-9]\d(?: ?\d{3}){3}/,
      isValid: (text) => {
        const digits = digitsOf(text);
        const counts = new Map<string, number>();
        for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
        const repeated = [...counts.values()].filter((count) => count > 1);
        return repeated.length === 1 && repeated[0] <= 3 && isMod11And10(digits);
      },
      chance: 0.005,
      source: 'BZSt, Identifikationsnummer: ISO/IEC 7064 MOD 11,10, one digit two or three times.',
    },
    {
      name: 'fr-insee',
      title: 'French social security numbers',
      named: /\binsee\b|\bnir\b|\bs[eé]curit[eé] sociale\b|\bnum secu\b/,
      shape: /[1-478] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}/i,
      isValid: (text) => {
        const packed = text.replaceAll(' ', '').toUpperCase();
        const body = packed.slice(0, 13).replace('2A', '19').replace('2B', '18');
        return 97 - mod97(body) === Number(packed.slice(13));
      },
      inText:
        /(?<!\d)[1-478] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?!\d)/g,
      needs: { digits: 8 },
      clue: /\d{3}/,
      chance: 0.0103,
      source: 'INSEE, numéro d’inscription au répertoire: 97 minus the remainder modulo 97.',
    },
    {
      name: 'es-dni',
      title: 'Spanish DNI and NIE numbers',
      named: /\bdni\b|\bnie\b|\bnif\b/,
      shape: /(?:\d{8}|[XYZ]-?\d{7})-?[A-Z]/i,
      isValid: (text) => {
        const packed = text.replaceAll('-', '').toUpperCase();
        const digits = packed
          .slice(0, -1)
          .replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
        return DNI_LETTERS[Number(digits) % 23] === packed[packed.length - 1];
      },
      inText: /\b(?:\d{8}|[XYZ]-?\d{7})-?[A-Z]\b/g,
      needs: { run: 7, capitals: 1 },
      clue: /\d{7}/,
      chance: 0.044,
      source: 'Ministerio del Interior, DNI: letter by the remainder modulo 23.',
    },
    {
      name: 'it-codice-fiscale',
      title: 'Italian tax codes',
      named: /\bcodice ?fiscale\b/,
      shape: /[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]/i,
      isValid: (text) => {
        const code = text.toUpperCase();
        let sum = 0;
        for (let i = 0; i < 15; i++) {
          const value = /\d/.test(code[i]) ? Number(code[i]) : code.charCodeAt(i) - 65;
          sum += i % 2 === 0 ? ITALIAN_ODD[value] : value;
        }
        return code.charCodeAt(15) - 65 === sum % 26;
      },
      inText: /\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b/g,
      needs: { run: 3, capitals: 9 },
      clue: /[a-z]{6}\d{2}/i,
      chance: 0.039,
      source: 'DM 23 dicembre 1976, n. 13813.',
    },
    {
      name: 'in-aadhaar',
      title: 'Indian Aadhaar numbers',
      named: /\baadha?ar\b|\buidai\b/,
      shape: /[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}/,
      isValid: (text) => isVerhoeff(digitsOf(text)),
      chance: 0.1,
      source: 'UIDAI, "A UID Numbering Scheme" (2010): 12 digits, Verhoeff.',
    },
    {
      name: 'br-cpf',
      title: 'Brazilian CPF numbers',
      named: /\bcpf\b/,
      shape: /\d{3}\.?\d{3}\.?\d{3}-?\d{2}/,
      isValid: (text) => {
        const digits = digitsOf(text);
        const check = (weights: readonly number[]) =>
          ((weightedSum(digits, weights) * 10) % 11) % 10;
        return (
          !isSame(digits) &&
          check([10, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(digits[9]) &&
          check([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(digits[10])
        );
      },
      inText: /(?<!\d)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)/g,
      needs: { digits: 11, dots: 2, joints: 1 },
      clue: /\d{3}\.\d{3}\./,
      chance: 0.01,
      source: 'Receita Federal, CPF: two digits modulus 11.',
    },
    {
      name: 'pl-pesel',
      title: 'Polish PESEL numbers',
      named: /\bpesel\b/,
      shape: /\d{2}(?:[02468][1-9]|[13579][0-2])(?:0[1-9]|[12]\d|3[01])\d{5}/,
      isValid: (text) => weightedSum(text, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0,
      chance: 0.1,
      source: 'Ustawa o ewidencji ludności (2010), PESEL.',
    },
    {
      name: 'se-personnummer',
      title: 'Swedish personal numbers',
      named: /\bperson ?nummer\b/,
      shape: /(?:\d{2})?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[-+]?\d{4}/,
      isValid: (text) => isLuhn(digitsOf(text).slice(-10)),
      inText: /(?<!\d)(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[-+]\d{4}(?!\d)/g,
      needs: { digits: 10, run: 6 },
      clue: /\d{6}[-+]\d/,
      chance: 0.1,
      source: 'Skatteverket, SKV 704: Luhn over ten digits.',
    },
    {
      name: 'ca-sin',
      title: 'Canadian social insurance numbers',
      named: /\bsin\b|\bsocial insurance( (no|nr|num|number))?\b/,
      shape: /[1-79]\d{2}[ -]?\d{3}[ -]?\d{3}/,
      isValid: (text) => isLuhn(digitsOf(text)) && !isSame(digitsOf(text)),
      chance: 0.1,
      source: 'Service Canada, SIN: Luhn.',
    },
    {
      name: 'nl-bsn',
      title: 'Dutch BSN numbers',
      named: /\bbsn\b|\bburgerservicenummer\b/,
      shape: /\d{9}/,
      isValid: (text) =>
        weightedSum(text, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && !isSame(text),
      chance: 0.091,
      source: 'Rijksdienst voor Identiteitsgegevens, BSN: elfproef.',
    },
    {
      name: 'be-national-number',
      title: 'Belgian national numbers',
      named: /\brijksregister(nummer)?\b|\bnational (register|registry)\b|\bniss\b/,
      shape: /\d{2}\.?\d{2}\.?\d{2}-?\d{3}\.?\d{2}/,
      isValid: (text) => {
        const digits = digitsOf(text);
        const check = Number(digits.slice(9));
        return (
          97 - mod97(digits.slice(0, 9)) === check || 97 - mod97(`2${digits.slice(0, 9)}`) === check
        );
      },
      inText: /(?<!\d)\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}(?!\d)/g,
      needs: { digits: 11, dots: 3, joints: 1 },
      clue: /\d\.\d{2}-\d/,
      chance: 0.021,
      source: 'Koninklijk besluit 3 april 1984: 97 minus the remainder modulo 97.',
    },
    {
      name: 'ch-ahv',
      title: 'Swiss AHV numbers',
      named: /\bahv\b|\bavs\b/,
      shape: /756\.?\d{4}\.?\d{4}\.?\d{2}/,
      isValid: (text) =>
        weightedSum(digitsOf(text), [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
      inText: /(?<!\d)756\.\d{4}\.\d{4}\.\d{2}(?!\d)/g,
      needs: { digits: 13, dots: 3 },
      clue: /756/,
      chance: 0.1,
      source: 'ZAS, AHVN13: EAN-13 with prefix 756.',
    },
    {
      name: 'cn-resident-id',
      title: 'Chinese resident numbers',
      named: /\bresident id\b|\bidentity card\b/,
      shape: /[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]/i,
      isValid: (text) =>
        CHINESE_CHECKS[
          weightedSum(text, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11
        ] === text[17].toUpperCase(),
      chance: 0.091,
      source: 'GB 11643-1999: ISO/IEC 7064 MOD 11-2.',
    },
  ] satisfies readonly NationalId[]
).map((kind) => ({ ...kind, fewest: 0.005, isDirect: true, redaction: 'pseudonym' }));
