import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILES = /^(licen[cs]e|copying|copyright|notice)([.-]|$)|\.licen[cs]e\.txt$/i;
const RULE = '-'.repeat(80);

/**
 * The licenses of packages with the texts that they want to have in every copy; equal texts stand once. Throws where a license
 * is not named, or wants a text that is not there.
 * @param {string} root
 * @param {import('./shipped.packages.mjs').Shipped[]} packages
 */
export function noticesOf(root, packages) {
  const texts = new Map();
  const lines = packages.map((shipped) => {
    const facts = JSON.parse(readFileSync(join(root, shipped.path, 'package.json'), 'utf8'));
    const name = `${shipped.name} ${shipped.version}`;
    const license = licenseOf(facts);
    if (license === null) throw new Error(`${name} names no license.`);
    for (const text of textsOf(root, shipped, facts, license)) texts.set(text, [...(texts.get(text) ?? []), name]);
    return `${name}: ${license}`;
  });
  const sections = [...texts].map(([text, names]) => `${RULE}\n${names.join(', ')}\n${RULE}\n\n${text}\n`);
  return `Software of others that is part of this image, and its licenses.\n\n${lines.join('\n')}\n\n${sections.join('\n')}`;
}

function licenseOf({ license, licenses }) {
  if (typeof license === 'string' && license !== '') return license;
  const named = [license, licenses].flat().flatMap((each) => each?.type ?? []);
  return named.length > 0 ? named.join(' OR ') : null;
}

function textsOf(root, { path, name }, { author }, license) {
  const files = readdirSync(join(root, path)).filter((file) => FILES.test(file));
  const texts = files.sort().map((file) =>
    readFileSync(join(root, path, file), 'utf8')
      .replaceAll('\r\n', '\n')
      .trim(),
  );
  if (texts.length > 0) return texts;
  if (license !== 'MIT') throw new Error(`${name} is under ${license}, and has no text of it.`);
  const holder = typeof author === 'object' ? author.name : author?.replace(/\s*[<(].*$/, '');
  return [mit(holder || `the authors of ${name}`)];
}

/** https://spdx.org/licenses/MIT.html, for packages that name it without its text. */
const mit = (holder) => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
