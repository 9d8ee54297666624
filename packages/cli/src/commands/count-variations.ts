import { TEMPLATE_OPTIONS } from '@ibert/dataset/templates';
import { loadTemplates } from '@ibert/templates';
import type { Command } from 'commander';
import type { CommandSpec } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { SHIPPED_TEMPLATES } from '../paths.js';
import { tableText } from '../table-text.js';

interface Options {
  readonly templates: string;
  readonly json?: true;
}

/** `count-variations`: how many examples each variation of each template expands to. */
export const countVariations: CommandSpec = {
  name: 'count-variations',
  configure(program: Command) {
    program
      .description('Count the examples that every variation of every template expands to.')
      .option('--templates <dir>', 'Directory of templates.', SHIPPED_TEMPLATES)
      .option('--json', 'Print one JSON object.');
  },
  async run(io, program) {
    const options = program.opts<Options>();
    const templates = await loadTemplates(options.templates, TEMPLATE_OPTIONS);
    const rows = templates.flatMap(({ name, variations }) =>
      variations.map((variation) => ({
        template: name,
        variation: variation.name,
        examples: variation.count,
      })),
    );
    const total = rows.reduce((sum, { examples }) => sum + examples, 0);
    const counts = { templates: templates.length, variations: rows.length, examples: total };
    const text = (): string =>
      tableText(
        [
          { title: 'template', align: 'left' },
          { title: 'variation', align: 'left' },
          { title: 'examples', align: 'right' },
        ],
        [
          ...rows.map(({ template, variation, examples }) => [
            template,
            variation,
            String(examples),
          ]),
          [`${templates.length} templates`, `${rows.length} variations`, String(total)],
        ],
        io.columns,
      );
    await io.write(
      options.json === true ? `${JSON.stringify({ ...counts, counts: rows })}\n` : text(),
    );
    return EXIT.done;
  },
};
