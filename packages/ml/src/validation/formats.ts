import type { TextFormat } from '@kaizenml/contracts';

/** What texts of a format look like, for sentences. */
export const FORMAT_WORDS: Readonly<Record<TextFormat, string>> = {
  email: 'e-mail addresses',
  url: 'URLs',
  uuid: 'UUIDs',
  'ip-address': 'IP addresses',
  phone: 'phone numbers',
  'country-code': 'country codes of ISO 3166-1',
  'natural-language': 'texts in words',
};

/**
 * Whether a text is of a format. Each test is one pass, or a regular expression without nested repetition.
 *
 * Of `natural-language` every text is: whether a column holds words, its statistics tell.
 */
export function isOfFormat(format: TextFormat, text: string): boolean {
  return TESTS[format](text);
}

/** Formats that a text has by no accident. */
export const TELLING_FORMATS: readonly TextFormat[] = ['email', 'url', 'uuid', 'ip-address'];

/** The format that all of some texts have by no accident. */
export function tellingFormat(texts: readonly string[]): TextFormat | undefined {
  return TELLING_FORMATS.find((format) => texts.every((text) => isOfFormat(format, text)));
}

const TESTS: Readonly<Record<TextFormat, (text: string) => boolean>> = {
  email: isEmail,
  url: isUrl,
  uuid: (text) => /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(text),
  'ip-address': (text) => isIpV4(text) || isIpV6(text),
  phone: isPhone,
  'country-code': (text) => COUNTRIES.has(text.toUpperCase()),
  'natural-language': () => true,
};

/**
 * What browsers take in `<input type="email">`, with a domain of two labels at least.
 *
 * @source HTML Living Standard, 4.10.5.1.5 "Email state", valid e-mail address; RFC 5321, 4.5.3.1.
 */
function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || at > 64 || text.length > 254) return false;
  return /^[\w.!#$%&'*+/=?^`{|}~-]+$/.test(text.slice(0, at)) && isHost(text.slice(at + 1));
}

/** @source RFC 1123, 2.1: labels of letters, digits and inner hyphens, 63 at most. Letters beyond ASCII pass, as browsers show them. */
function isHost(text: string): boolean {
  if (text.length > 253) return false;
  const labels = text.split('.');
  return (
    labels.length >= 2 &&
    labels.every(
      (label) =>
        label.length >= 1 &&
        label.length <= 63 &&
        /^[\p{L}\p{N}_-]+$/u.test(label) &&
        !label.startsWith('-') &&
        !label.endsWith('-'),
    )
  );
}

/** @source RFC 3986, 3: a scheme, an authority, and no blanks; of the schemes http, https, ftp, sftp, ws, wss, s3 and gs. */
function isUrl(text: string): boolean {
  const scheme = /^(?:https?|s?ftp|wss?|s3|gs):\/\//i.exec(text)?.[0];
  if (scheme === undefined || /[\s<>"{}|\\^`]/.test(text)) return false;
  const authority = text.slice(scheme.length).split(/[/?#]/, 1)[0] ?? '';
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const port = /:(\d{1,5})$/.exec(host);
  if (port !== null && Number(port[1]) > 65_535) return false;
  const name = port === null ? host : host.slice(0, -port[0].length);
  if (name.startsWith('[')) return name.endsWith(']') && isIpV6(name.slice(1, -1));
  return name.length > 0 && name.length <= 253;
}

/** @source RFC 3986, 3.2.2: four decimal octets. */
function isIpV4(text: string): boolean {
  const octets = text.split('.');
  return (
    octets.length === 4 && octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) < 256)
  );
}

/** @source RFC 4291, 2.2: eight groups, one run of zeros as "::", the last two groups maybe as IPv4. */
function isIpV6(text: string): boolean {
  if (text.length > 45) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const all = groups.flat();
  const last = all.at(-1) ?? '';
  const endsInV4 = last.includes('.');
  const nGroups = all.length + (endsInV4 ? 1 : 0);
  const isWritten = all.every((group, k) =>
    endsInV4 && k === all.length - 1 ? isIpV4(group) : /^[\da-f]{1,4}$/i.test(group),
  );
  const endsShort = endsInV4 && text.endsWith('::');
  return isWritten && !endsShort && (halves.length === 2 ? nGroups <= 7 : nGroups === 8);
}

/** @source ITU-T E.164 (2010): at most 15 digits; E.123 (2001) for blanks, hyphens and parentheses between them. */
function isPhone(text: string): boolean {
  if (!/^\+?[\d\s().\-/]+(?:\s?(?:x|ext\.?)\s?\d{1,6})?$/i.test(text)) return false;
  const digits = text.replace(/\s?(?:x|ext\.?)\s?\d{1,6}$/i, '').replaceAll(/\D/g, '');
  return digits.length >= 6 && digits.length <= 15;
}

/** @source ISO 3166-1, alpha-2 and alpha-3 codes that are officially assigned, as of 2024; XK and XKX are in use for Kosovo. */
const COUNTRIES: ReadonlySet<string> = new Set(
  `AD AND AE ARE AF AFG AG ATG AI AIA AL ALB AM ARM AO AGO AQ ATA AR ARG AS ASM AT AUT AU AUS AW ABW AX ALA AZ AZE BA BIH BB BRB BD BGD BE BEL BF BFA BG BGR BH BHR BI BDI BJ BEN BL BLM BM BMU BN BRN BO BOL BQ BES BR BRA BS BHS BT BTN BV BVT BW BWA BY BLR BZ BLZ CA CAN CC CCK CD COD CF CAF CG COG CH CHE CI CIV CK COK CL CHL CM CMR CN CHN CO COL CR CRI CU CUB CV CPV CW CUW CX CXR CY CYP CZ CZE DE DEU DJ DJI DK DNK DM DMA DO DOM DZ DZA EC ECU EE EST EG EGY EH ESH ER ERI ES ESP ET ETH FI FIN FJ FJI FK FLK FM FSM FO FRO FR FRA GA GAB GB GBR GD GRD GE GEO GF GUF GG GGY GH GHA GI GIB GL GRL GM GMB GN GIN GP GLP GQ GNQ GR GRC GS SGS GT GTM GU GUM GW GNB GY GUY HK HKG HM HMD HN HND HR HRV HT HTI HU HUN ID IDN IE IRL IL ISR IM IMN IN IND IO IOT IQ IRQ IR IRN IS ISL IT ITA JE JEY JM JAM JO JOR JP JPN KE KEN KG KGZ KH KHM KI KIR KM COM KN KNA KP PRK KR KOR KW KWT KY CYM KZ KAZ LA LAO LB LBN LC LCA LI LIE LK LKA LR LBR LS LSO LT LTU LU LUX LV LVA LY LBY MA MAR MC MCO MD MDA ME MNE MF MAF MG MDG MH MHL MK MKD ML MLI MM MMR MN MNG MO MAC MP MNP MQ MTQ MR MRT MS MSR MT MLT MU MUS MV MDV MW MWI MX MEX MY MYS MZ MOZ NA NAM NC NCL NE NER NF NFK NG NGA NI NIC NL NLD NO NOR NP NPL NR NRU NU NIU NZ NZL OM OMN PA PAN PE PER PF PYF PG PNG PH PHL PK PAK PL POL PM SPM PN PCN PR PRI PS PSE PT PRT PW PLW PY PRY QA QAT RE REU RO ROU RS SRB RU RUS RW RWA SA SAU SB SLB SC SYC SD SDN SE SWE SG SGP SH SHN SI SVN SJ SJM SK SVK SL SLE SM SMR SN SEN SO SOM SR SUR SS SSD ST STP SV SLV SX SXM SY SYR SZ SWZ TC TCA TD TCD TF ATF TG TGO TH THA TJ TJK TK TKL TL TLS TM TKM TN TUN TO TON TR TUR TT TTO TV TUV TW TWN TZ TZA UA UKR UG UGA UM UMI US USA UY URY UZ UZB VA VAT VC VCT VE VEN VG VGB VI VIR VN VNM VU VUT WF WLF WS WSM XK XKX YE YEM YT MYT ZA ZAF ZM ZMB ZW ZWE`.split(
    ' ',
  ),
);
