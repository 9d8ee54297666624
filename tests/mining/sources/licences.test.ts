import { join } from 'node:path';
import { LICENCES, mayReuse, reuseOf } from '@ibert/mining';
import { describe, expect, it } from 'vitest';
import { LICENCE_TEXTS, MIT_TEXT } from './licence-texts.js';
import { type Files, optionsIn, readSource, temporary, writeFiles } from './workshop.js';

async function licenceOf(files: Files): Promise<string | undefined> {
  const folder = join(temporary(), 'shop');
  await writeFiles(folder, { 'a.py': 'x = 1', ...files });
  return (await readSource({ location: folder }, optionsIn(temporary()))).tree.license;
}

describe('the licence of a source', () => {
  for (const [id, text] of LICENCE_TEXTS) {
    it(`is told from its text: ${String(id)}, ${JSON.stringify(text.slice(0, 40))}`, async () => {
      expect(await licenceOf({ 'LICENSE.txt': text })).toBe(id);
    });
  }

  const apache = 'Licensed under the Apache License, Version 2.0';
  const cases: readonly (readonly [string, Files, string | undefined])[] = [
    ['nothing', { 'docs/LICENSE': MIT_TEXT }, undefined],
    ['COPYING', { COPYING: MIT_TEXT }, 'MIT'],
    ['LICENCE.md', { 'LICENCE.md': `# The *MIT* License\n\n${MIT_TEXT}` }, 'MIT'],
    ['one to choose', { 'LICENSE-MIT': MIT_TEXT, 'LICENSE-APACHE': apache }, 'Apache-2.0 OR MIT'],
    ['both', { LICENSE: MIT_TEXT, COPYING: apache }, 'Apache-2.0 AND MIT'],
    [
      'a second for parts',
      { LICENSE: MIT_TEXT, 'LICENSE-docs': 'Attribution 4.0 International' },
      'MIT',
    ],
    ['text before field', { LICENSE: MIT_TEXT, 'package.json': '{"license":"GPL-3.0"}' }, 'MIT'],
    ['text unknown', { LICENSE: 'odd', 'package.json': '{"license":"ISC"}' }, 'ISC'],
    [
      'field that says more',
      { LICENSE: MIT_TEXT, 'pyproject.toml': '[project]\nlicense = "MIT AND CC-BY-4.0"' },
      'MIT AND CC-BY-4.0',
    ],
    ['table', { 'pyproject.toml': '[project]\nlicense = { text = "Apache 2.0" }' }, 'Apache-2.0'],
    [
      'table below',
      { 'pyproject.toml': '[project.license]\ntext = "BSD-2-Clause"' },
      'BSD-2-Clause',
    ],
    ['poetry', { 'pyproject.toml': "[tool.poetry]\nlicense = 'MPL-2.0'" }, 'MPL-2.0'],
    [
      'classifier',
      {
        'pyproject.toml':
          '[project]\nlicense = {file = "L"}\nclassifiers = ["License :: OSI Approved :: MIT License"]',
      },
      'MIT',
    ],
    ['another section', { 'pyproject.toml': '[tool.x]\nlicense = "MIT"' }, undefined],
    ['setup.cfg', { 'setup.cfg': '[metadata]\nname = x\nlicense = GPLv3+' }, 'GPL-3.0'],
    [
      'PKG-INFO',
      { 'PKG-INFO': 'Name: x\nLicense-Expression: MIT OR Apache-2.0\n' },
      'MIT OR Apache-2.0',
    ],
    ['proprietary', { 'package.json': '{"license":"UNLICENSED"}' }, 'LicenseRef-Proprietary'],
    ['damaged', { 'package.json': '{"license":', 'pyproject.toml': '[project' }, undefined],
    ['tag', { 'README.md': '<!-- SPDX-License-Identifier: MIT -->' }, 'MIT'],
  ];
  for (const [what, files, expected] of cases) {
    it(`is told from files: ${what}`, async () => {
      expect(await licenceOf(files)).toBe(expected);
    });
  }
});

describe('reuse', () => {
  it('is permitted by permissive licences, and by those allowed beside', () => {
    expect(mayReuse('MIT')).toBe(true);
    expect(mayReuse('mit')).toBe(true);
    expect(mayReuse('GPL-3.0')).toBe(false);
    expect(mayReuse('GPL-3.0-or-later', ['GPL-3.0'])).toBe(true);
    expect(mayReuse('GPL-3.0', ['gpl-3.0-only'])).toBe(true);
    expect(mayReuse('BUSL-1.1')).toBe(false);
    expect(mayReuse('Odd-1.0')).toBe(false);
    expect(mayReuse(undefined)).toBe(false);
    expect(mayReuse(undefined, ['unknown'])).toBe(true);
    expect(mayReuse('GPL-3.0', ['unknown'])).toBe(false);
  });

  it('follows expressions: one of alternatives, each of several', () => {
    expect(mayReuse('GPL-3.0 OR MIT')).toBe(true);
    expect(mayReuse('GPL-3.0 AND MIT')).toBe(false);
    expect(mayReuse('MIT AND (GPL-3.0 OR Apache-2.0 WITH LLVM-exception)')).toBe(true);
    expect(mayReuse('GPL-3.0 OR MIT AND BUSL-1.1')).toBe(false);
    expect(mayReuse('MIT or Apache-2.0')).toBe(true);
    for (const odd of ['', 'MIT OR', '(MIT', 'MIT MIT', 'AND', 'MIT)']) {
      expect(mayReuse(odd), odd).toBe(false);
    }
  });

  it('has one answer for every licence of the table', () => {
    for (const [id, reuse] of Object.entries(LICENCES)) {
      expect(reuseOf(id)).toBe(reuse);
      expect(mayReuse(id)).toBe(reuse === 'permissive');
    }
    expect(reuseOf('Odd-1.0')).toBe('unknown');
  });
});
