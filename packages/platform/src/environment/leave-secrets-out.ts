/** Stands for what was left out. */
export const LEFT_OUT = '[left out]';

/** Words before a secret, such as in `API_KEY=…`, `--token …` and `"password": "…"`. */
const NAMED =
  /((?:[\w-]*(?:secret|token|passw(?:or)?d|passphrase|credential|api[_-]?key|access[_-]?key|private[_-]?key|auth(?:orization)?(?!ors?\b))[\w-]*)["'`]?\s*[:=]\s*|--?[\w-]*(?:secret|token|passw(?:or)?d|passphrase|credential|api-?key|access-?key|private-?key|auth(?!ors?\b))[\w-]*\s+)("[^"]*"|'[^']*'|`[^`]*`|(?:Bearer|Basic)\s+\S+|[^\s,;]+)/gi;

/** Secrets that are known by their form: keys of clouds and code hosts, JSON Web Tokens, logins in addresses, PEM. */
const FORMS = [
  /\b(?:AKIA|ASIA)[A-Z\d]{16}\b/g,
  /\bgh[pousr]_\w{20,}\b/g,
  /\bgithub_pat_\w{20,}\b/g,
  /\bglpat-[\w-]{20,}/g,
  /\bxox[abprs]-[\w-]{10,}/g,
  /\bsk-[\w-]{20,}/g,
  /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g,
  /(?<=:\/\/)[^\s/@:]*:[^\s/@]+(?=@)/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

/** A text in which everything that looks like a secret is `[left out]`. It errs on the side of leaving out. */
export function leaveSecretsOut(text: string): string {
  const formless = FORMS.reduce((left, form) => left.replace(form, LEFT_OUT), text);
  return formless.replace(NAMED, `$1${LEFT_OUT}`);
}
