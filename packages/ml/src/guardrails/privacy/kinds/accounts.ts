import { isLuhn } from '../check-digits/luhn.ts';
import { isIbanChecked } from '../check-digits/mod-97.ts';
import type { PersonalKind } from './personal-kind.ts';

/** Length of an IBAN by country. @source SWIFT IBAN registry. */
const IBAN_LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  'NO15 BE16 DK18 FI18 NL18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 CR22 BG22 BH22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23 AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 VG24 CH21 LI21 HR21 LV21 PT25 IS26 TR26 FR27 GR27 IT27 MC27 MR27 SM27 AL28 AZ28 CY28 DO28 GT28 HU28 LB28 PL28 BR29 PS29 QA29 UA29 JO30 KW30 MU30 MT31 SC31 LC32 XK20'
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Numbers of cards and accounts. */
export const ACCOUNTS: readonly PersonalKind[] = [
  {
    name: 'card',
    title: 'card numbers',
    named:
      /\b(credit|debit|payment|bank)? ?card( ?(no|nr|num|number))?\b|\bcc ?(no|nr|num|number)\b|\bpan\b/,
    shape:
      /\d{4}(?:[ -]?\d{4}){3}|3[47]\d{2}[ -]?\d{6}[ -]?\d{5}|3[0689]\d{2}[ -]?\d{6}[ -]?\d{4}|\d{13}|\d{19}/,
    isValid: isCard,
    inText:
      /(?<![\d.])(?:\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}|3[47]\d{2}[ -]?\d{6}[ -]?\d{5})(?![\d.]*\d)/g,
    needs: { digits: 15 },
    clue: /\d{4}/,
    chance: 0.1,
    fewest: 0.005,
    isDirect: true,
    redaction: 'mask',
    source: 'ISO/IEC 7812-1 (Luhn), issuer ranges of the networks; PCI DSS 3.4.',
  },
  {
    name: 'iban',
    title: 'bank accounts (IBAN)',
    named: /\biban\b|\bbank account\b/,
    shape: /[A-Z]{2}\d{2}(?: ?[A-Z\d]{2,4}){3,8}/i,
    isValid: (text) => {
      const packed = text.replaceAll(' ', '').toUpperCase();
      return IBAN_LENGTHS[packed.slice(0, 2)] === packed.length && isIbanChecked(packed);
    },
    inText: /\b[A-Z]{2}\d{2}(?:[A-Z\d]{11,30}|(?: [A-Z\d]{4}){2,7}(?: [A-Z\d]{1,4})?)\b/g,
    needs: { digits: 2, capitals: 2 },
    clue: /[a-z]{2}\d{2}/i,
    chance: 0.001,
    fewest: 0,
    isDirect: true,
    redaction: 'pseudonym',
    source: 'ISO 13616-1; SWIFT IBAN registry.',
  },
];

/** Issuer ranges of Visa, Mastercard, American Express, Discover, Diners, JCB, UnionPay and Maestro, then Luhn. */
function isCard(text: string): boolean {
  const digits = text.replaceAll(/[ -]/g, '');
  const isIssued =
    /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|2720\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|6(?:011|4[4-9]\d|5\d{2})\d{12}|35\d{14}|62\d{14}|(?:5018|5020|5038|6304|6759|676[1-3])\d{12})$/.test(
      digits,
    );
  return isIssued && isLuhn(digits);
}
