import fc from 'fast-check';
import { childOf, MAX_XML_DEPTH, MAX_XML_LENGTH, readXml, wholeText, type XmlElement } from './oracle-sbc.xml.js';

const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);

function rootOf(text: string): XmlElement {
  const read = readXml(text);
  if ('fault' in read) throw new Error(read.fault);
  return read.root;
}

describe('reading foreign XML', () => {
  it.each([
    ['a document type', '<!DOCTYPE response><response/>', 'forbidden-declaration'],
    ['an entity bomb', '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r>&b;</r>', 'forbidden-declaration'],
    ['an external entity', '<!doctype r [<!entity x SYSTEM "file:///etc/passwd">]><r>&x;</r>', 'forbidden-declaration'],
    ['an entity declaration by itself', '<r><!ENTITY a "b"></r>', 'forbidden-declaration'],
    ['more than the allowed length', `<r>${'x'.repeat(MAX_XML_LENGTH)}</r>`, 'too-large'],
    ['more than the allowed depth', nested(MAX_XML_DEPTH + 1), 'too-deep'],
    ['depth hidden behind a comment', `<!-- </a> -->${nested(MAX_XML_DEPTH + 1)}`, 'too-deep'],
    ['half a document', '<response><data><operationState>', 'not-well-formed'],
    ['crossed elements', '<a><b></a></b>', 'not-well-formed'],
    ['two roots', '<a/><b/>', 'not-well-formed'],
    ['text behind the root', '<a></a>rest', 'not-well-formed'],
    ['JSON', '{"response":{}}', 'not-well-formed'],
    ['plain text', 'Rebooting in 5 seconds', 'not-well-formed'],
    ['nothing', '', 'not-well-formed'],
    ['an unfinished comment', '<a><!-- </a>', 'not-well-formed'],
  ])('refuses %s', (_, text, fault) => {
    expect(readXml(text)).toEqual({ fault });
  });

  it('takes the allowed depth', () => {
    expect(readXml(nested(MAX_XML_DEPTH))).toHaveProperty('root');
  });

  it('reads past a byte order mark, a declaration, comments and processing instructions', () => {
    const root = rootOf('\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<?x y?><!-- c --><a>one<!-- c -->two</a>');
    expect(root).toEqual({ name: 'a', text: 'onetwo', children: [] });
  });

  it('leaves prefixes and attributes aside', () => {
    const root = rootOf('<s:a xmlns:s="urn:x" s:b="c"><s:d e="f">g</s:d></s:a>');
    expect(root).toEqual({ name: 'a', text: '', children: [{ name: 'd', text: 'g', children: [] }] });
  });

  it('keeps numbers, white space and repeated elements as they are written', () => {
    const root = rootOf('<a><b> 007 </b><b>1e3</b></a>');
    expect(root.children.map(({ text }) => text)).toEqual([' 007 ', '1e3']);
  });

  it('decodes predefined entities and character references once, and CDATA not at all', () => {
    expect(rootOf('<a>&lt;b&gt; &amp;lt; &#65;&#x42; &quot;&apos;</a>').text).toBe('<b> &lt; AB "\'');
    expect(rootOf('<a><![CDATA[<b> &amp; c]]></a>').text).toBe('<b> &amp; c');
  });

  it('leaves references to nothing as they are written', () => {
    expect(rootOf('<a>&unknown; &#0; &#xD800; &#x110000;</a>').text).toBe('&unknown; &#0; &#xD800; &#x110000;');
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'cannot be led to a prototype by an element named %s',
    (name) => {
      readXml(`<a><${name}><polluted>yes</polluted></${name}></a>`);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      expect(Object.prototype).not.toHaveProperty('polluted');
    },
  );

  it('joins all text below an element, piece by piece', () => {
    expect(wholeText(rootOf('<a> one <b>two</b>\n<b><c>three</c></b></a>'))).toBe('one two three');
  });

  it('finds a child by name, and none by another', () => {
    expect(childOf(rootOf('<a><b>1</b></a>'), 'b')?.text).toBe('1');
    expect(childOf(rootOf('<a><b>1</b></a>'), 'c')).toBeNull();
  });

  it('never throws, whatever the text', () => {
    const markup = fc.array(
      fc.constantFrom(
        '<',
        '>',
        '/',
        '<a>',
        '</a>',
        '<a/>',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<?',
        '?>',
        '&',
        'x',
        '"',
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: 'binary' }),
          markup.map((parts) => parts.join('')),
        ),
        (text) => {
          readXml(text);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['character references', `<a>${'&#65;'.repeat(13_000)}</a>`],
    ['open angles', '<'.repeat(MAX_XML_LENGTH)],
    ['unfinished comments', '<!--'.repeat(16_000)],
    ['unfinished CDATA', `<a>${'<![CDATA['.repeat(7_000)}</a>`],
    ['empty elements', `<a>${'<b/>'.repeat(16_000)}</a>`],
    ['attributes', `<a ${'b="c" '.repeat(10_000)}/>`],
    ['ampersands', `<a>${'&'.repeat(65_000)}</a>`],
  ])('reads the longest allowed text of %s without holding up the process', (_, text) => {
    // The quickest of some: the machine may have been busy with something else.
    const tries = Array.from({ length: 3 }, () => {
      const startedAt = performance.now();
      readXml(text);
      return performance.now() - startedAt;
    });
    expect(Math.min(...tries)).toBeLessThan(1_500);
  });
});
