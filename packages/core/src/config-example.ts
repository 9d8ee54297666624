import { environmentName, SETTINGS } from './settings.js';

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
    text += `${indent}${second ?? first}: ${setting.default}\n`;
  }
  return text;
}
