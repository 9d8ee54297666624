import type { CommandEntry, OptionEntry } from './command-table.js';

/** The shells whose completions there are, and how a script for each is written. */
export const SHELLS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;
export type Shell = keyof typeof SHELLS;

const HEAD = (shell: Shell, how: string): string =>
  `# Completions of iBERT for ${shell}, made by: ibert completions ${shell}\n# ${how}\n`;

function bashScript(commands: readonly CommandEntry[]): string {
  const cases = commands.map(({ name, options }) => {
    const words = options.flatMap(({ names }) => names).join(' ');
    const values = options
      .filter(({ choices }) => choices.length > 0)
      .map(
        ({ names, choices }) => `      ${names.join('|')}) words=${quoted(choices.join(' '))} ;;\n`,
      );
    const chosen =
      values.length === 0 ? '' : `      case "$previous" in\n  ${values.join('  ')}      esac\n`;
    return `    ${name})\n      words=${quoted(words)}\n${chosen}      ;;\n`;
  });
  return `${HEAD('bash', 'Load it with: source <(ibert completions bash)')}_ibert() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  local command="\${COMP_WORDS[0]##*/}"
  if [ "$command" = ibert ]; then
    if [ "$COMP_CWORD" -eq 1 ]; then
      COMPREPLY=($(compgen -W ${quoted(commands.map(({ name }) => name).join(' '))} -- "$current"))
      return
    fi
    command="\${COMP_WORDS[1]}"
  fi
  case "$command" in
${cases.join('')}  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -o bashdefault -F _ibert ibert ${commands.map(({ name }) => name).join(' ')}
`;
}

function zshScript(commands: readonly CommandEntry[]): string {
  const functions = commands.map(({ name, options, takesFiles }) => {
    const lines = [...options.flatMap(zshOptions), ...(takesFiles ? ["'*:file:_files'"] : [])];
    return `_ibert_${identifier(name)}() {\n  _arguments ${lines.join(' \\\n    ')}\n}\n`;
  });
  const list = commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}\n`);
  const cases = commands.map(({ name }) => `    ${name}) _ibert_${identifier(name)} ;;\n`);
  return `#compdef ibert ${commands.map(({ name }) => name).join(' ')}
${HEAD('zsh', 'Save it as _ibert in a directory of your fpath.')}${functions.join('')}
_ibert() {
  local command="$service"
  if [[ "$command" == ibert ]]; then
    local -a commands=(
${list.join('')}    )
    if (( CURRENT == 2 )); then
      _describe command commands
      return
    fi
    shift words
    (( CURRENT-- ))
    command="$words[1]"
  fi
  case "$command" in
${cases.join('')}  esac
}
_ibert "$@"
`;
}

const zshOptions = ({ names, description, takesValue, choices }: OptionEntry): readonly string[] =>
  names.map((name) => {
    const text = description.replaceAll(/[[\]:]/g, (sign) => `\\${sign}`);
    const values = choices.length > 0 ? `(${choices.join(' ')})` : '_files';
    return quoted(`${name}[${text}]${takesValue ? `:value:${values}` : ''}`);
  });

function fishScript(commands: readonly CommandEntry[]): string {
  const lines = commands.flatMap(({ name, summary, options }) => {
    const under = `"__fish_seen_subcommand_from ${name}"`;
    return [
      `complete -c ibert -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
      ...options.flatMap((option) => [
        `complete -c ibert -n ${under} ${fishOption(option)}`,
        `complete -c ${name} ${fishOption(option)}`,
      ]),
    ];
  });
  return `${HEAD('fish', 'Load it with: ibert completions fish | source')}${lines.join('\n')}\n`;
}

function fishOption({ names, description, takesValue, choices }: OptionEntry): string {
  const forms = names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  const value = takesValue ? ' -r' : '';
  const values = choices.length > 0 ? ` -f -a ${quoted(choices.join(' '))}` : '';
  return `${forms.join(' ')}${value}${values} -d ${quoted(description)}`;
}

const identifier = (name: string): string => name.replaceAll('-', '_');

/** A text between single quotes, as all three shells read it. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
