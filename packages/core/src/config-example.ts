import { environmentName, SETTINGS, type SettingValue } from './settings.js';

const HEADER = `# Settings of the commands. Copy to config.yaml and change what you need; every key may be left
# out. A flag wins over the environment, the environment over this file, this file over the default.
# The values below are the defaults.
`;

/** The text of `config.yaml.example`: every setting, what it is for, and its default. */
export function configExample(): string {
  let text = HEADER;
  let group: string | undefined;
  for (const setting of SETTINGS) {
    const [first = '', second] = setting.path;
    const indent = second === undefined ? '' : '  ';
    text += '\n';
    if (second !== undefined && first !== group) text += `${first}:\n`;
    group = first;
    const comments = [...setting.about, `Environment: ${environmentName(setting)}`];
    for (const line of comments) text += `${indent}# ${line}\n`;
    text += `${indent}${second ?? first}:${valueText(setting.default, indent)}\n`;
  }
  return text;
}

function valueText(value: SettingValue, indent: string): string {
  if (value === '') return " ''";
  if (typeof value !== 'object') return ` ${value}`;
  if (value.length === 0) return ' []';
  return value.map((item) => `\n${indent}  - ${quoted(item)}`).join('');
}

/** A text as YAML: plain where it starts with nothing that YAML knows as a sign. */
function quoted(text: string): string {
  return /^[\w./][\w./-]*$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
}
