import { read, repositoryFiles } from '../architecture/repository.js';

const PAGE = 'docs/architecture.md';
const FOLDER = 'libs/observer/src/polling/';

/** The names of the boxes of the picture below a heading: of `id["name<br/>…"]` the name. Frames of `subgraph` are none. */
function boxesBelow(heading: string): string[] {
  const section = read(PAGE).split(`\n## ${heading}\n`)[1] ?? '';
  const picture = /^```mermaid\n([^]*?)^```$/m.exec(section)?.[1] ?? '';
  const lines = picture.split('\n').filter((line) => !/^\s*subgraph\b/.test(line));
  return [...lines.join('\n').matchAll(/\w\["([^"]*)"\]/g)].map(([, text]) => text!.split('<br/>')[0]!);
}

describe('the picture of a poll', () => {
  const boxes = boxesBelow('A poll');
  const files = repositoryFiles()
    .filter((path) => path.startsWith(FOLDER) && path.endsWith('.ts') && !path.endsWith('.spec.ts'))
    .map((path) => path.slice(FOLDER.length));

  it.each([
    [
      'each file has a box',
      `Add a box to "A poll" in ${PAGE} for each stage, and move each file that is no stage out of ${FOLDER}`,
      files.filter((file) => !boxes.includes(file)),
    ],
    [
      'each box is a file',
      `Remove the box from "A poll" in ${PAGE}, or give it the name of its file in ${FOLDER}`,
      boxes.filter((box) => !files.includes(box)),
    ],
    [
      'no file has two boxes',
      `Keep one box for each file in "A poll" in ${PAGE}`,
      boxes.filter((box, index) => boxes.indexOf(box) !== index),
    ],
  ])('%s', (_title, advice, faults) => {
    expect({ [advice]: faults }).toEqual({ [advice]: [] });
  });

  it('is found', () => {
    expect(boxes).toContain('poll.ts');
  });
});
