import type { TextFormat } from '@kaizenml/contracts';

const OCTET = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const IPV4 = new RegExp(`^${OCTET}(\\.${OCTET}){3}$`);
const IPV6 =
  /^(?=[\da-f:]*:[\da-f:]*$)(([\da-f]{1,4}:){7}[\da-f]{1,4}|(?=([\da-f]{0,4}:){2,7}[\da-f]{0,4}$)(([\da-f]{1,4}(:[\da-f]{1,4})*)?::(([\da-f]{1,4}:)*[\da-f]{1,4})?))$/i;

/** ISO 3166-1 alpha-2. */
const COUNTRIES = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
    'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
    'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
    'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT ' +
    'MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW ' +
    'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG ' +
    'UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
);

const MATCHES: Readonly<Record<TextFormat, (text: string) => boolean>> = {
  email: (text) =>
    text.length <= 254 &&
    /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}$/i.test(text),
  url: (text) => /^(https?|ftp):\/\/[^\s/?#]+\.?[^\s]*$/i.test(text),
  uuid: (text) => /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i.test(text),
  'ip-address': (text) => IPV4.test(text) || IPV6.test(text),
  phone: (text) => /^\+?[\d\s().-]{7,25}$/.test(text) && /^\D*(\d\D*){7,15}$/.test(text),
  'country-code': (text) => COUNTRIES.has(text),
  'natural-language': (text) => /\p{L}{2,}.*\s.*\p{L}{2,}/u.test(text),
};

/**
 * Whether a text looks like something.
 *
 * @source RFC 5321 (lengths of addresses), RFC 9562 (UUID), RFC 4291 (IPv6), E.164 (digits of a phone number), ISO 3166-1.
 */
export function matchesFormat(text: string, format: TextFormat): boolean {
  return MATCHES[format](text);
}

/** Formats that a text has by no accident. */
export const TELLING_FORMATS = ['email', 'url', 'uuid', 'ip-address'] as const;
