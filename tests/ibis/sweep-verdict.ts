import type { DuckDBConnection } from '@duckdb/node-api';
import { IbertError } from '@ibert/core';
import { evaluateIbis, PythonError } from '@ibert/ibis';
import { printType } from '@ibert/ir';
import type { Schema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';

import type { Columns, Row, SweepCase } from './sweep-cases.js';

/** What became of a case here, beside what real Ibis says. */
export type Verdict =
  /** Equal: names, types and rows, or the class of the error. */
  | { readonly verdict: 'agrees'; readonly message?: boolean }
  /** We say that we do not support it. */
  | { readonly verdict: 'not taken'; readonly detail: string }
  /** We give an error where Ibis gives an answer. */
  | { readonly verdict: 'refused'; readonly detail: string }
  /** We give another class of error. */
  | { readonly verdict: 'other error'; readonly detail: string }
  /** We give an answer, and it is not that of Ibis. */
  | { readonly verdict: 'wrong'; readonly detail: string };

type Ours =
  | { readonly says: 'sql'; readonly sql: string; readonly kind: string; readonly schema: Columns }
  | { readonly says: 'a value'; readonly repr: string }
  | { readonly says: 'not supported'; readonly message: string }
  | { readonly says: 'error'; readonly error: string; readonly message: string };

const ADDRESS = /0x[0-9a-f]+/g;
const SET = /\{('\w+'(?:, '\w+')*)\}/g;

/** Addresses and the order of sets differ from run to run in Python; what they show does not. */
const mask = (text: string): string =>
  text
    .replaceAll(ADDRESS, '0x')
    .replaceAll(SET, (_, items: string) => `{${items.split(', ').toSorted().join(', ')}}`);

/** The text of a program's value, which is that of its last line. */
function shown(code: string, tables: Readonly<Record<string, Schema>>): string {
  const [, before = '', last = ''] = /^([^]*\n)?(.*)$/.exec(code) ?? [];
  return mask(evaluateIbis(`${before}print(repr(${last}))\nt`, { tables }).output.trimEnd());
}

function ours(code: string, tables: Readonly<Record<string, Schema>>): Ours {
  try {
    const { relation, kind, schema } = evaluateIbis(code, { tables });
    const columns = [...schema].map(([name, type]) => [name, printType(type)] as const);
    return { says: 'sql', sql: emitSql(relation, 'duckdb').sql, kind, schema: columns };
  } catch (error) {
    if (error instanceof PythonError) {
      if (error.code === 'NOT_SUPPORTED') return { says: 'not supported', message: error.message };
      if (error.pyType === 'NotAnExpression') return { says: 'a value', repr: shown(code, tables) };
      return { says: 'error', error: error.pyType, message: mask(error.message) };
    }
    if (error instanceof IbertError && error.code === 'UNSUPPORTED_OPERATION')
      return { says: 'not supported', message: error.message };
    throw error;
  }
}

const agrees: Verdict = { verdict: 'agrees' };
const wrong = (detail: string): Verdict => ({ verdict: 'wrong', detail });
const json = (value: unknown): string => JSON.stringify(value);

/** Relative difference below which two floats are the same: the engines' builds round differently. */
const TOLERANCE = 1e-12;
const FLOAT = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

function sameCell(a: string | null, b: string | null): boolean {
  if (a === b) return true;
  if (a === null || b === null || !FLOAT.test(a) || !FLOAT.test(b)) return false;
  if (!/[.e]/i.test(a + b)) return false;
  const [x, y] = [Number(a), Number(b)];
  return Math.abs(x - y) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(y));
}

function sameRows(found: readonly Row[], wanted: readonly Row[], ordered: boolean): boolean {
  const inOrder = (rows: readonly Row[]): readonly Row[] =>
    ordered ? rows : rows.toSorted((a, b) => (json(a) < json(b) ? -1 : 1));
  const [left, right] = [inOrder(found), inOrder(wanted)];
  return (
    left.length === right.length &&
    left.every((row, i) => row.every((cell, j) => sameCell(cell, right[i]?.[j] ?? null)))
  );
}

/** Runs our SQL; equal texts are asked once. */
export class Runner {
  private readonly connection: DuckDBConnection;
  private readonly tables: Readonly<Record<string, Schema>>;
  private readonly answers = new Map<string, Promise<readonly Row[] | Error>>();

  constructor(connection: DuckDBConnection, tables: Readonly<Record<string, Schema>>) {
    this.connection = connection;
    this.tables = tables;
  }

  private rows(sql: string): Promise<readonly Row[] | Error> {
    const known = this.answers.get(sql);
    if (known !== undefined) return known;
    const answer = this.ask(sql);
    this.answers.set(sql, answer);
    return answer;
  }

  private async ask(sql: string): Promise<readonly Row[] | Error> {
    try {
      const reader = await this.connection.runAndReadAll(
        `SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (${sql}) AS q`,
      );
      return reader.getRowsJson() as readonly Row[];
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  /** Compares our answer to a case with that of real Ibis. */
  async judge({ code, expected }: SweepCase): Promise<Verdict> {
    const found = ours(code, this.tables);
    const isAnswer = expected.says === 'rows' || expected.says === 'a value';
    const isRefused = expected.says === 'no SQL' || expected.says === 'no rows';
    // What Ibis builds and cannot compile or run gives nobody an answer, whoever says so.
    if (found.says === 'not supported') {
      return isRefused ? agrees : { verdict: 'not taken', detail: found.message };
    }
    if (found.says === 'error') {
      if (isRefused) return agrees;
      if (expected.says === 'error' && expected.error === found.error)
        return { verdict: 'agrees', message: mask(expected.message) === found.message };
      return {
        verdict: isAnswer ? 'refused' : 'other error',
        detail: `${found.error}: ${found.message}`,
      };
    }
    if (found.says === 'a value') {
      // Neither an order nor the bound of a window is an answer.
      if (isRefused) return agrees;
      if (expected.says !== 'a value') return wrong(`a value: ${found.repr}`);
      const isEqual = expected.repr === undefined || mask(expected.repr) === found.repr;
      return isEqual ? agrees : wrong(found.repr);
    }
    if (expected.says === 'error' || expected.says === 'a value')
      return wrong(`accepted: ${json(found.schema)}`);
    if (json(found.schema) !== json(expected.schema)) return wrong(json(found.schema));
    const rows = await this.rows(found.sql);
    if (expected.says !== 'rows') {
      return rows instanceof Error ? agrees : wrong(`gives rows: ${found.sql}`);
    }
    if (found.kind !== expected.kind) return wrong(`a ${found.kind}`);
    if (rows instanceof Error)
      return { verdict: 'refused', detail: `${rows.message}\n${found.sql}` };
    if (expected.rows === undefined || sameRows(rows, expected.rows, expected.ordered))
      return agrees;
    return wrong(`${rows.map(json).join(' ')}\n${found.sql}`);
  }
}
