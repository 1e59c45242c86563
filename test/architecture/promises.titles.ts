import ts from 'typescript';
import { NAME } from './promises.page.js';

/** What one spec says of the promises that it holds. */
export interface SpecTitles {
  /** Names in the titles of its tests, with duplicates. */
  names: string[];
  /** Titles that begin like names and are none, or that belong to a test which asserts nothing. */
  faults: string[];
  /** Where its imports lead, as they are written. */
  imports: string[];
}

const LIST = new RegExp(String.raw`^\[(${NAME.source}(?:, ${NAME.source})*)\] \S`);
/** An expectation, or a helper of the specs that holds one. */
const ASSERTION = /\bexpect|\breaches\(|\.saw\(/;
const FROM_TABLE = /^\[%s\] \S/;

/**
 * Reads the titles of a spec: `it('[get.etag, get.age] says …')`, or `it.each([['get.etag', …], …])('[%s] says …')`, whose
 * names are the first column of the table. What is commented out, skipped or a `describe` is no test.
 */
export function readTitles(path: string, text: string): SpecTitles {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: SpecTitles = { names: [], faults: [], imports: [] };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) found.imports.push((node.moduleSpecifier as ts.StringLiteral).text);
    if (ts.isCallExpression(node)) {
      if (isSkipped(node.expression)) return;
      readTest(node, found);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function readTest(call: ts.CallExpression, found: SpecTitles): void {
  const title = call.arguments[0];
  if (title === undefined || !ts.isStringLiteralLike(title) || !title.text.startsWith('[')) return;
  const table = tableOf(call.expression);
  if (table === undefined) return;
  const names = namesOf(title.text, table);
  if (names === null) found.faults.push(`'${title.text}' begins like the names of promises, and is none`);
  else if (!ASSERTION.test(call.getText())) found.faults.push(`'${title.text}' asserts nothing`);
  else found.names.push(...names);
}

/** The table of `it.each(table)`; null: a plain `it`; undefined: no test. */
function tableOf(callee: ts.Expression): ts.Expression | null | undefined {
  if (isNamed(callee, 'it')) return null;
  if (!ts.isCallExpression(callee) || !ts.isPropertyAccessExpression(callee.expression)) return undefined;
  const { expression, name } = callee.expression;
  return isNamed(expression, 'it') && name.text === 'each' ? callee.arguments[0] : undefined;
}

function namesOf(title: string, table: ts.Expression | null): string[] | null {
  const listed = LIST.exec(title)?.[1];
  if (listed !== undefined) return listed.split(', ');
  return table !== null && FROM_TABLE.test(title) ? firstColumn(table) : null;
}

function firstColumn(table: ts.Expression): string[] | null {
  const rows = ts.isAsExpression(table) ? table.expression : table;
  if (!ts.isArrayLiteralExpression(rows)) return null;
  const names = rows.elements.map((row) => {
    const first = ts.isArrayLiteralExpression(row) ? row.elements[0] : undefined;
    return first !== undefined && ts.isStringLiteralLike(first) ? first.text : '';
  });
  const isName = new RegExp(`^${NAME.source}$`);
  return names.every((name) => isName.test(name)) ? names : null;
}

const isNamed = (node: ts.Node, name: string): boolean => ts.isIdentifier(node) && node.text === name;

function isSkipped(callee: ts.Expression): boolean {
  return /^(?:x(?:it|describe|test)|(?:it|describe|test)\.(?:skip|todo)\b)/.test(callee.getText());
}
