import { agreementText, clearAgreements } from './agreement.js';

/** Starts a run of the suites with an empty report and prints it at the end. */
export function setup(): void {
  clearAgreements();
}

export function teardown(): void {
  process.stdout.write(agreementText());
}
