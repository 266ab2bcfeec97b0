import type { PersonalKind } from './personal-kind.ts';

const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const US_PHONE = '(?:\\+?1[-. ]?)?(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}[-. ])[2-9]\\d{2}[-. ]\\d{4}';
const INTERNATIONAL =
  '\\+[1-9]\\d{0,2}[-. ]?(?:\\(0?\\d{1,4}\\)[-. ]?)?\\d{1,4}(?:[-. /]?\\d{2,4}){2,4}';
const NATIONAL =
  '00[1-9]\\d{0,2}[ /-]\\(?\\d{1,4}\\)?(?:[ /-]?\\d{2,7}){1,4}|0\\d{2} \\d{3} \\d{2} \\d{2}|0[1-9]\\d{1,4}[-/ ]\\d{3,4}[- ]?\\d{3,6}|0[1-9](?:[-. ]\\d{2}){4}';

/** How people are reached: by mail, phone and machine. */
export const CONTACTS: readonly PersonalKind[] = [
  {
    name: 'email',
    title: 'e-mail addresses',
    named: /\be ?mail\b/,
    shape: /[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,24}/i,
    inText: /[\w.+%-]+@[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,24}\b/gi,
    needs: { ats: 1 },
    clue: /@/,
    chance: 0,
    fewest: 0,
    isDirect: true,
    redaction: 'pseudonym',
    source: 'RFC 5322, 3.4.1; HTML Living Standard, valid e-mail address.',
  },
  {
    name: 'phone',
    title: 'phone numbers',
    named:
      /\b(tele)?phones?( (no|nr|number))?\b|\btel(efon)?\b|\bmobile( (no|nr|number|phone))?\b|\bcell (phone|number)\b|\bfax\b|\bhandy\b|\bnatel\b|\bm[oó]vil\b|\bcelular\b|\bportable\b|\bt[eé]l[eé](fono|phone)\b|\bmsisdn\b/,
    shape: new RegExp(`${US_PHONE}|${INTERNATIONAL}|${NATIONAL}`),
    namedShape: /(?:00|\+)?[\d ()/.-]{7,20}/,
    isValid: (text) => /^\D*(?:\d\D*){7,15}$/.test(text) && !/^(\d)\1+$/.test(text),
    inText: new RegExp(
      `(?<![\\d.+-])(?:${US_PHONE}|\\+[1-9](?:[-. ]?\\(?\\d\\)?){8,13}|0[1-9]\\d{9})(?![\\d.-]?\\d)`,
      'g',
    ),
    needs: { digits: 9 },
    clue: /\d{3}/,
    chance: 0.02,
    fewest: 0.02,
    isDirect: true,
    redaction: 'mask',
    source: 'ITU-T E.164 (at most 15 digits); E.123 notation; NANP.',
  },
  {
    name: 'ip-address',
    title: 'IP addresses',
    named: /\bip( v?[46])?( ?addr(ess)?)?\b/,
    shape: new RegExp(
      `(?:${OCTET}\\.){3}${OCTET}|(?:[\\da-f]{1,4}:){7}[\\da-f]{1,4}|(?=.*::)(?:[\\da-f]{0,4}:){2,7}[\\da-f]{0,4}`,
      'i',
    ),
    isValid: (text) => !/^(?:0|127|255)\./.test(text),
    inText: new RegExp(`(?<![\\d.])(?:${OCTET}\\.){3}${OCTET}(?![\\d.]*\\d)`, 'g'),
    needs: { digits: 4, dots: 3 },
    clue: /\.\d+\.|:/,
    chance: 0.05,
    fewest: 0.02,
    isDirect: false,
    redaction: 'pseudonym',
    source: 'RFC 791; RFC 4291, 2.2. Personal data by CJEU C-582/14 (Breyer).',
  },
  {
    name: 'mac-address',
    title: 'addresses of network cards',
    named: /\bmac( ?addr(ess)?)?\b/,
    shape: /(?:[\da-f]{2}[:-]){5}[\da-f]{2}/i,
    inText: /\b(?:[\da-f]{2}[:-]){5}[\da-f]{2}\b/gi,
    needs: { joints: 5 },
    clue: /[\da-f]{2}[:-]/i,
    chance: 0,
    fewest: 0,
    isDirect: false,
    redaction: 'pseudonym',
    source: 'IEEE 802, 8.2.2.',
  },
];
