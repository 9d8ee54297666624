import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIT_TEXT } from './licence-texts.js';
import { git, temporary } from './workshop.js';

export interface HostileRepository {
  readonly path: string;
  /** Holds the repository and what it tries to reach; nothing in it may change. */
  readonly world: string;
  /** A directory that every program it names would write into. */
  readonly markers: string;
}

/** The files of it that are good. */
export const GOOD = { 'good.py': 'x = 1\n', 'docs/good.md': '# good\n' };

/** Files with odd names that are good as well. */
export const ODD = {
  'new\nline.py': 'odd',
  'quote"\'.py': 'odd',
  'sp ace -x.py': 'odd',
  '-rf.py': 'odd',
  'caf\u00e9\u{1f600}.py': 'odd',
};

const DEPTH = 300;

/** How deep the nested file lies. */
export const deepPath = (): string => `${'d/'.repeat(DEPTH)}deep.py`;

/**
 * A repository that tries everything: links, names, sizes, filters, hooks, configuration. A complete
 * one lacks no object, so that a server would give it.
 */
export function hostileRepository({ complete = false } = {}): HostileRepository {
  const world = temporary();
  const path = join(world, 'hostile');
  const markers = join(world, 'markers');
  mkdirSync(path);
  mkdirSync(markers);
  mkdirSync(join(world, 'victim'));
  writeFileSync(join(world, 'victim/secret.py'), 'stolen');
  git(path, ['init', '-q', '-b', 'main']);
  commitTree(path, complete);
  addHooks(path, markers);
  addConfiguration(path, markers);
  const alternates = join(path, '.git/objects/info');
  mkdirSync(alternates, { recursive: true });
  writeFileSync(join(alternates, 'alternates'), `/nowhere/objects\n../../../../victim\n`);
  return { path, world, markers };
}

/** Builds the tree from its entries, as no working tree could hold it. */
function commitTree(path: string, complete: boolean): void {
  const blob = (content: string | Buffer): string =>
    git(path, ['hash-object', '-w', '--stdin'], content);
  const entry = (mode: string, id: string, name: string | Buffer): Buffer =>
    Buffer.concat([
      Buffer.from(
        `${mode} ${mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob'} ${id}\t`,
      ),
      Buffer.from(name),
      Buffer.from([0]),
    ]);
  const tree = (...entries: readonly Buffer[]): string =>
    git(path, ['mktree', '-z', '--missing'], Buffer.concat(entries));
  const file = (name: string | Buffer, content: string | Buffer): Buffer =>
    entry('100644', blob(content), name);
  const link = (name: string, target: string): Buffer => entry('120000', blob(target), name);

  const deep = nest(path, blob('deep'));
  const climbing = tree(file('up.py', 'climbed'));
  const root = tree(
    ...Object.entries(ODD).map(([name, content]) => file(name, content)),
    file('good.py', GOOD['good.py']),
    file('LICENSE', MIT_TEXT),
    entry('040000', tree(file('good.md', GOOD['docs/good.md'])), 'docs'),
    entry('040000', deep, 'd'),
    entry('040000', climbing, '..'),
    entry('040000', tree(file('hook.py', 'x')), '.git'),
    file('.gitattributes', '* filter=evil diff=evil text working-tree-encoding=UTF-16\n'),
    file(
      '.gitmodules',
      '[submodule "m"]\n\tpath = m\n\turl = ext::sh -c touch% ../markers/submodule\n\tupdate = !touch x\n',
    ),
    file(Buffer.from('b\u00ff.py', 'latin1'), 'x'),
    file('huge.py', '#'.repeat(3 * 1024 * 1024)),
    file('utf16.py', Buffer.from('\uFEFFx = 1', 'utf16le')),
    file('latin1.py', Buffer.from('s = "\u00e9"', 'latin1')),
    file('bom.py', '\uFEFFx = 1\r\ny = 2\r\n'),
    file('gpl.py', '# SPDX-License-Identifier: GPL-3.0-only\nx = 1\n'),
    link('link.py', '../victim/secret.py'),
    link('outside', '../victim'),
    link('passwd.py', '/etc/passwd'),
    link('loop.py', 'loop.py'),
    entry('160000', '1'.repeat(40), 'm'),
    ...(complete ? [] : [entry('100644', '2'.repeat(40), 'missing.py')]),
  );
  const id = git(path, ['commit-tree', root, '-m', 'hostile'], '');
  git(path, ['update-ref', 'refs/heads/main', id]);
}

/** A file below many directories: their trees are computed here and stored in one go. */
function nest(path: string, id: string): string {
  let object = Buffer.concat([Buffer.from('100644 deep.py\0'), Buffer.from(id, 'hex')]);
  const files: string[] = [];
  const place = temporary();
  let hash = '';
  for (let level = 0; level < DEPTH; level++) {
    const header = Buffer.from(`tree ${object.length}\0`);
    const digest = createHash('sha1').update(header).update(object).digest();
    hash = digest.toString('hex');
    files.push(join(place, `${level}`));
    writeFileSync(join(place, `${level}`), object);
    object = Buffer.concat([Buffer.from('40000 d\0'), digest]);
  }
  git(path, ['hash-object', '-w', '--literally', '-t', 'tree', '--stdin-paths'], files.join('\n'));
  return hash;
}

const HOOKS = [
  'post-checkout',
  'post-merge',
  'pre-auto-gc',
  'post-index-change',
  'reference-transaction',
  'fsmonitor-watchman',
  'pre-receive',
  'post-update',
];

const script = (markers: string, name: string): string =>
  `#!/bin/sh\ntouch '${join(markers, name)}'\n`;

function addHooks(path: string, markers: string): void {
  mkdirSync(join(path, '.git/hooks'), { recursive: true });
  for (const hook of HOOKS) {
    const file = join(path, '.git/hooks', hook);
    writeFileSync(file, script(markers, `hook-${hook}`));
    chmodSync(file, 0o755);
  }
}

function addConfiguration(path: string, markers: string): void {
  const run = (name: string): string => `touch '${join(markers, name)}'`;
  const lines = [
    '[core]',
    `\tfsmonitor = "${run('fsmonitor')}"`,
    `\tsshCommand = "${run('ssh')}"`,
    `\tpager = "${run('pager')}"`,
    `\teditor = "${run('editor')}"`,
    `\taskPass = "${run('askpass')}"`,
    `\tgitProxy = "${run('proxy')}"`,
    `\talternateRefsCommand = "${run('alternates')}"`,
    '[alias]',
    ...['ls-tree', 'cat-file', 'rev-parse', 'fetch'].map(
      (name) => `\t${name} = "!${run(`alias-${name}`)}"`,
    ),
    '[filter "evil"]',
    `\tsmudge = "${run('smudge')}"`,
    `\tclean = "${run('clean')}"`,
    `\tprocess = "${run('process')}"`,
    '\trequired = true',
    '[diff]',
    `\texternal = "${run('diff')}"`,
    '[diff "evil"]',
    `\ttextconv = "${run('textconv')}"`,
    `\tcommand = "${run('diff-command')}"`,
    '[gpg]',
    `\tprogram = "${run('gpg')}"`,
    '[log]',
    '\tshowSignature = true',
    '[uploadpack]',
    `\tpackObjectsHook = "${run('pack-objects')}"`,
    '[credential]',
    `\thelper = "!${run('credential')}"`,
    // A partial clone that would ask its server for what is missing.
    '[extensions]',
    '\tpartialClone = origin',
    '[remote "origin"]',
    '\turl = .',
    '\tpromisor = true',
    `\tuploadpack = "${run('promisor')}; git-upload-pack"`,
    '[protocol]',
    '\tallow = always',
  ];
  appendFileSync(join(path, '.git/config'), `${lines.join('\n')}\n`);
}
