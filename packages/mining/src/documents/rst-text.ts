/** Longest paragraph that is read to its end, in characters. */
const LONGEST = 8000;

const HELD = /\uE000(\d+)\uE001/g;

/** Roles whose text is code. */
const CODE_ROLES =
  /^(?:py:)?(?:attr|class|code|data|exc|func|meth|mod|obj|ref-code|program|command|option|envvar)$/;

const ROLE = /:([\w:+-]+):`([^`]+)`/g;

/** Plain text of reStructuredText's inline markup. */
export function rstText(markup: string): string {
  const held: string[] = [];
  const hold = (text: string): string => `\uE000${held.push(text) - 1}\uE001`;
  return markup
    .slice(0, LONGEST)
    .replaceAll(/[\uE000\uE001]/g, '')
    .replaceAll(/``([^`]+)``/g, (_, code: string) => hold(`\`${code.replaceAll(/\s+/g, ' ')}\``))
    .replaceAll(ROLE, (_, role: string, text: string) => hold(roleText(role, text)))
    .replaceAll(/`([^`<]*?)\s*<[^`<>]*>`__?/g, '$1')
    .replaceAll(/`([^`]+)`__?/g, '$1')
    .replaceAll(/`([^`]+)`/g, (_, code: string) => hold(`\`${code}\``))
    .replaceAll(/\[(?:\d+|#\w*)\]_/g, '')
    .replaceAll(/\|([^|\s][^|]*)\|_?/g, '$1')
    .replaceAll(/\*\*(?=\S)([^*]+)\*\*/g, '$1')
    .replaceAll(/(?<![\w*])\*(?=\S)([^*]+)\*(?!\w)/g, '$1')
    .replaceAll(/(?<=\w)__?(?=\s|[.,;:)]|$)/g, '')
    .replaceAll(/\\(.)/g, '$1')
    .replaceAll(HELD, (_, at: string) => held[+at] ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function roleText(role: string, text: string): string {
  const shown = /^([^<]*?)\s*<[^<>]*>$/.exec(text)?.[1] ?? text;
  if (!CODE_ROLES.test(role)) return shown;
  return `\`${shown.startsWith('~') ? (shown.split('.').at(-1) ?? '') : shown.replace(/^!/, '')}\``;
}
