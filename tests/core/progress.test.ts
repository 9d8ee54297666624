import { stripVTControlCharacters } from 'node:util';
import {
  formatDuration,
  type ProgressState,
  renderBar,
  renderLine,
  renderSummary,
  startProgress,
} from '@ibert/core/progress';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const CLEAR = '\r\u001b[2K';

const state: ProgressState = {
  label: 'generate',
  total: 2000,
  kept: 480,
  rejected: 20,
  resumed: 0,
  elapsedMs: 10_000,
};
const plain = (width: number): string => renderBar(state, { width, color: false });

describe('the bar', () => {
  it('shows share, counts, rate and time left', () => {
    expect(plain(120)).toBe(
      'generate  ████████░░░░░░░░░░░░░░░░░░░░░░░░   25%  500/2,000  480 kept  20 rejected  50/s  30 s left',
    );
  });

  it('leaves out the least needed parts on a narrow terminal', () => {
    expect([84, 70, 62, 52, 40, 20, 6, 3].map(plain)).toEqual([
      'generate  ████░░░░░░░░░░░░   25%  500/2,000  480 kept  20 rejected  50/s  30 s left',
      'generate   25%  500/2,000  480 kept  20 rejected  50/s  30 s left',
      'generate   25%  500/2,000  480 kept  20 rejected  30 s left',
      'generate   25%  480 kept  20 rejected  30 s left',
      ' 25%  480 kept  20 rejected  30 s left',
      ' 25%  30 s left',
      ' 25%',
      ' 2',
    ]);
  });

  it('always fits the width, with or without colour', () => {
    const counts = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat(), fc.nat(300), fc.boolean());
    fc.assert(
      fc.property(counts, ([kept, rejected, more, elapsedMs, width, color]) => {
        const total = kept + rejected + more;
        const line = renderBar({ ...state, kept, rejected, total, elapsedMs }, { width, color });
        const visible = stripVTControlCharacters(line);
        expect([...visible].length).toBeLessThanOrEqual(Math.max(0, width - 1));
        expect(color || line === visible).toBe(true);
      }),
    );
  });

  it('is full only when everything is done', () => {
    const share = (kept: number): string => renderLine({ ...state, kept, rejected: 0 });
    expect(share(1999)).toContain(' 99%');
    expect(share(2000)).toContain('100%');
  });

  it('does without a total, and counts resumed units for no rate', () => {
    expect(renderLine({ ...state, total: undefined })).toBe(
      'generate: 500, 480 kept, 20 rejected, 50/s',
    );
    expect(renderLine({ ...state, resumed: 400 })).toContain('10/s, 2 min 30 s left');
  });

  it('sums up', () => {
    expect(renderSummary({ ...state, resumed: 100 })).toBe(
      'generate: 500/2,000, 480 kept, 20 rejected, 100 resumed, in 10 s, 40/s',
    );
    expect([0, 940, 9_949, 9_950, 59_400, 185_000, 7_620_000].map(formatDuration)).toEqual([
      '0.0 s',
      '0.9 s',
      '9.9 s',
      '10 s',
      '59 s',
      '3 min 05 s',
      '2 h 07 min',
    ]);
  });
});

describe('the reporter', () => {
  function run(isTTY: boolean, env: Record<string, string>, quiet = false): readonly string[] {
    const written: string[] = [];
    let time = 0;
    const progress = startProgress({
      label: 'prove',
      total: 300,
      quiet,
      stream: { isTTY, columns: 100, write: (text) => written.push(text) },
      env,
      now: () => time,
    });
    for (let unit = 0; unit < 300; unit++) {
      time += 90;
      progress.add(unit % 100 === 0 ? 'rejected' : 'kept');
      if (unit === 150) progress.log('a message');
    }
    progress.finish();
    progress.finish();
    return written;
  }

  it('draws on a terminal, clears the bar for messages and at the end', () => {
    const written = run(true, {});
    expect(written[0]?.startsWith(CLEAR)).toBe(true);
    expect(stripVTControlCharacters(written[0] ?? '')).toMatch(/^\rprove {2}░+ {4}0%/);
    const message = written.indexOf('a message\n');
    expect(written[message - 1]).toBe('\r\u001b[2K');
    expect(written.at(-2)).toBe('\r\u001b[2K');
    expect(written.at(-1)).toBe('prove: 300/300, 297 kept, 3 rejected, in 27 s, 11/s\n');
    expect(written.length).toBeLessThan(200);
    expect(written.join('')).toContain('\u001b[32m');
  });

  it('has no colour under NO_COLOR', () => {
    expect(run(true, { NO_COLOR: '1' }).join('')).not.toContain('\u001b[3');
  });

  it('writes a plain line now and then elsewhere', () => {
    for (const written of [run(false, {}), run(true, { TERM: 'dumb' })]) {
      expect(written).toEqual([
        expect.stringMatching(/^prove: {2}37%, 112\/300, .* left\n$/),
        'a message\n',
        expect.stringMatching(/^prove: {2}74%, 224\/300, .* left\n$/),
        'prove: 300/300, 297 kept, 3 rejected, in 27 s, 11/s\n',
      ]);
    }
  });

  it('passes on messages only when it is quiet', () => {
    expect(run(true, {}, true)).toEqual(['a message\n']);
  });
});
