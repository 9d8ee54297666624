import { TEMPLATE_OPTIONS } from '@ibert/dataset/templates';
import { countVariations, loadTemplates } from '@ibert/templates';
import type { Command } from 'commander';
import { basename } from 'node:path';
import type { CommandSpec } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { SHIPPED_TEMPLATES } from '../paths.js';
import { tableText } from '../table-text.js';

interface Options {
  readonly templates: string;
  readonly json?: true;
}

/** `list-templates`: what templates there are. */
export const listTemplates: CommandSpec = {
  name: 'list-templates',
  configure(program: Command) {
    program
      .description('List the templates: file, name, difficulty, examples, what they show.')
      .option('--templates <dir>', 'Directory of templates.', SHIPPED_TEMPLATES)
      .option('--json', 'Print a JSON array.');
  },
  async run(io, program) {
    const options = program.opts<Options>();
    const templates = await loadTemplates(options.templates, TEMPLATE_OPTIONS);
    const rows = templates.map((template) => ({
      file: basename(template.file),
      name: template.name,
      difficulty: template.difficulty,
      features: template.features,
      tables: [...new Set(template.variations.flatMap(({ tables }) => Object.keys(tables)))],
      variations: template.variations.length,
      examples: countVariations(template),
      description: template.description,
    }));
    const text = (): string =>
      tableText(
        [
          { title: 'file', align: 'left' },
          { title: 'difficulty', align: 'left' },
          { title: 'variations', align: 'right' },
          { title: 'examples', align: 'right' },
          { title: 'description', align: 'left' },
        ],
        rows.map(({ file, difficulty, variations, examples, description }) => [
          file,
          difficulty,
          String(variations),
          String(examples),
          description,
        ]),
        io.columns,
      );
    await io.write(options.json === true ? `${JSON.stringify(rows)}\n` : text());
    return EXIT.done;
  },
};
