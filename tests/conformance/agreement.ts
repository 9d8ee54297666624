import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const DIRECTORY = join('.cache', 'agreement');

const agreementSchema = z.strictObject({
  /** What was compared, as the report names it. */
  family: z.string().min(1),
  agreed: z.int().nonnegative(),
  total: z.int().nonnegative(),
  /** Something to say beside the figures. */
  note: z.string().optional(),
});

/** How many cases of a family gave the same on both sides. */
type Agreement = z.infer<typeof agreementSchema>;

/** Hands a family's figures to the report that ends the run; call it after the family's last case. */
export function reportAgreement(agreement: Agreement): void {
  mkdirSync(DIRECTORY, { recursive: true });
  const file = `${agreement.family.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.json`;
  writeFileSync(join(DIRECTORY, file), `${JSON.stringify(agreement)}\n`);
}

/** Forgets the figures of the run before. */
export function clearAgreements(): void {
  rmSync(DIRECTORY, { recursive: true, force: true });
}

/** The report: a line per family that this run compared. */
export function agreementText(): string {
  const lines = readAgreements().map(({ family, agreed, total, note }) => {
    const share = total === 0 ? '' : ` (${floorPercent(agreed, total)}%)`;
    return `${family.padEnd(24)}${agreed} of ${total}${share}${note === undefined ? '' : `, ${note}`}\n`;
  });
  return lines.length === 0 ? '' : `\nAgreement with real Ibis\n${lines.join('')}`;
}

function readAgreements(): readonly Agreement[] {
  mkdirSync(DIRECTORY, { recursive: true });
  return readdirSync(DIRECTORY)
    .sort()
    .map((file) => agreementSchema.parse(JSON.parse(readFileSync(join(DIRECTORY, file), 'utf8'))));
}

/** Rounded down: 100% means all. */
const floorPercent = (agreed: number, total: number): string =>
  (Math.floor((agreed * 1000) / total) / 10).toFixed(1);
