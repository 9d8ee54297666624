/**
 * What must not get into a record: kinds of it by name, each with a pattern. A match is one unless
 * `harmless` says so.
 */
interface SecretKind {
  readonly pattern: RegExp;
  readonly harmless?: (match: RegExpMatchArray) => boolean;
}

const PLACEHOLDER =
  /^(?:[<{[$*%(.].*|x+|\*+|\.+|y?our[-_ ]?\w*|my[-_]?\w*|(?:user)?(?:pass|passwd|password|pwd|secret|token|key|user|username|admin|root|postgres|mysql|guest|test|example|sample|demo|dummy|default|changeme|foo|bar|none|null|ibis\w*|hunter2))\d*$/i;

/** Hashes and ids are random as well, and public. */
const IDENTIFIER =
  /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

const RESERVED_HOST =
  /(?:^|\.)(?:example|test|invalid|localhost|local)$|(?:^|\.)example\.(?:com|org|net|edu)$/i;

/** Endings of hosts that generic words of code do not have. */
const HOST_ENDING =
  'com|org|net|edu|gov|mil|int|info|biz|io|dev|app|ai|co|me|tech|cloud|xyz|online|site|email|[a-z]{2}';

/** Names of what has a secret for its value. */
const SECRET_NAME = /key|secret|token|passw|pwd|credential|auth/i;

export const SECRET_KINDS = {
  private_key: { pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/ },
  aws_key: { pattern: /\b(?:AKIA|ASIA|AGPA|AROA|AIDA|ANPA)[A-Z0-9]{16}\b/, harmless: isExample },
  gcp_key: { pattern: /\bAIza[\w-]{35}/ },
  gcp_oauth: { pattern: /\bya29\.[\w-]{20,}|\bGOCSPX-[\w-]{20,}/ },
  github_token: { pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})/ },
  gitlab_token: { pattern: /\bglpat-[\w-]{20,}/ },
  slack_token: { pattern: /\bxox[abeoprs]-[\w-]{10,}/ },
  slack_webhook: { pattern: /hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/]{20,}/ },
  model_api_key: { pattern: /\bsk-[\w-]{20,200}/, harmless: ([match]) => !looksRandom(match) },
  hub_token: { pattern: /\bhf_[A-Za-z0-9]{30,}/ },
  package_token: { pattern: /\bpypi-AgE[\w-]{40,}|\bnpm_[A-Za-z0-9]{36}\b/ },
  payment_key: { pattern: /\b[rs]k_live_[A-Za-z0-9]{16,}/ },
  databricks_token: { pattern: /\bdapi[0-9a-f]{32}\b/ },
  azure_key: { pattern: /\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,}={0,2}/ },
  json_web_token: { pattern: /\beyJ[\w-]{8,400}\.eyJ[\w-]{8,2000}\.[\w-]{8}/ },
  url_password: {
    pattern: /\b[a-z][a-z0-9+.-]{1,30}:\/\/([^\s:@/'"]{0,100}):([^\s@/'"]{1,200})@/i,
    harmless: ([, user = '', password = '']) =>
      PLACEHOLDER.test(password) || password === user || /[<{$]/.test(password),
  },
  assigned_secret: {
    pattern:
      /\b([\w-]{2,60})["']?\s{0,4}(?::\s?\w{1,40}\s?)?[=:]\s{0,4}["'`]([^\s"'`]{12,200})["'`]/,
    harmless: ([, name = '', value = '']) => !SECRET_NAME.test(name) || !looksRandom(value),
  },
  email: {
    pattern: new RegExp(
      `(?<![\\w.+-])([\\w.+-]{1,64})@((?:[a-z0-9-]{1,63}\\.)+(?:${HOST_ENDING}))(?![\\w-])(?!\\()`,
      'gi',
    ),
    harmless: ([, user = '', host = '']) =>
      RESERVED_HOST.test(host) || user === 'git' || /^(?:no-?reply|donotreply)$/i.test(user),
  },
} as const satisfies Readonly<Record<string, SecretKind>>;
export type SecretName = keyof typeof SECRET_KINDS;

/**
 * The kind of the first thing in a text that looks like a key, a token, a password or the address of
 * a person; undefined when nothing does. Kinds are looked for in the order of {@link SECRET_KINDS}.
 */
export function findSecret(text: string): SecretName | undefined {
  for (const [name, kind] of Object.entries<SecretKind>(SECRET_KINDS)) {
    const pattern = new RegExp(kind.pattern, `${kind.pattern.flags.replace('g', '')}g`);
    for (const match of text.matchAll(pattern)) {
      if (kind.harmless?.(match) !== true) return name as SecretName;
    }
  }
  return undefined;
}

function isExample([match]: RegExpMatchArray): boolean {
  return match.endsWith('EXAMPLE');
}

/** Bits for each character from which a text is not made of words. */
const RANDOM_BITS = 3.4;

/** Whether a text looks drawn at random: letters and digits mixed, few of them repeated. */
function looksRandom(text: string): boolean {
  if (IDENTIFIER.test(text) || PLACEHOLDER.test(text) || /[<>{}()[\]$%,]/.test(text)) return false;
  if (!/\d/.test(text) || !/[a-z]/i.test(text) || /^[\w.+-]+@|:\/\/|^[./~]/.test(text))
    return false;
  // Names are words with separators; random texts change between digits and letters all along.
  const changes = text.match(/\d[A-Za-z]|[A-Za-z]\d|[a-z][A-Z]/g)?.length ?? 0;
  if (changes < 3) return false;
  return entropy(text) >= RANDOM_BITS;
}

/** Shannon entropy of a text's characters, in bits for each. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
