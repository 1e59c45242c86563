import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** One element: its name without a prefix, the text directly in it, its child elements in order. No attributes. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

export type XmlFault = 'too-large' | 'forbidden-declaration' | 'too-deep' | 'not-well-formed';

/** Characters. A status answer has a few hundred; this much parses in a fifth of a second at worst (one empty element after another). */
export const MAX_XML_LENGTH = 64 * 1024;
export const MAX_XML_DEPTH = 32;

const TEXT = '#text';
const CDATA = '#cdata';

const parser = new XMLParser({
  // Order-preserving: repeated elements, mixed text and odd names need no guessing.
  preserveOrder: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  textNodeName: TEXT,
  cdataPropName: CDATA,
  // Entities are a way in for bombs; the five predefined ones are decoded here, in one pass.
  processEntities: false,
  maxNestedTags: MAX_XML_DEPTH,
  onDangerousProperty: (name) => name,
});

/**
 * The root element of a foreign document. Document types and entity declarations are rejected; size and
 * depth are limited before anything is parsed. Never throws.
 */
export function readXml(text: string): { root: XmlElement } | { fault: XmlFault } {
  if (text.length > MAX_XML_LENGTH) return { fault: 'too-large' };
  if (/<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(text)) return { fault: 'forbidden-declaration' };
  if (isTooDeep(text)) return { fault: 'too-deep' };
  try {
    if (XMLValidator.validate(text) !== true) return { fault: 'not-well-formed' };
    const [root, ...others] = elementsOf(parser.parse(text) as ParsedNode[]);
    return root && others.length === 0 ? { root } : { fault: 'not-well-formed' };
  } catch {
    return { fault: 'not-well-formed' };
  }
}

export function childOf(element: XmlElement, name: string): XmlElement | null {
  return element.children.find((child) => child.name === name) ?? null;
}

/** Every element of that name below this one, in document order. */
export function descendantsOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...descendantsOf(child, name)]);
}

export function isEmpty(element: XmlElement): boolean {
  return element.children.length === 0 && element.text.trim() === '';
}

/** All text in an element and below it, piece by piece with a space between. */
export function wholeText(element: XmlElement): string {
  const pieces = [element.text.trim(), ...element.children.map(wholeText)];
  return pieces.filter((piece) => piece !== '').join(' ');
}

type ParsedNode = Record<string, ParsedNode[] | string>;

function elementsOf(nodes: readonly ParsedNode[]): XmlElement[] {
  return nodes.flatMap((node) =>
    Object.entries(node).flatMap(([name, content]) =>
      Array.isArray(content) && name !== CDATA ? [{ name, text: textOf(content), children: elementsOf(content) }] : [],
    ),
  );
}

function textOf(nodes: readonly ParsedNode[]): string {
  return nodes.map((node) => decodeEntities(node[TEXT]) + cdataOf(node[CDATA])).join('');
}

function cdataOf(content: ParsedNode[string] | undefined): string {
  if (!Array.isArray(content)) return '';
  return content.map((node) => (typeof node[TEXT] === 'string' ? node[TEXT] : '')).join('');
}

const PREDEFINED: Record<string, string> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };

/** Predefined entities and character references (XML 1.0 §4.1, §4.6); an unknown entity is kept. */
function decodeEntities(text: ParsedNode[string] | undefined): string {
  if (typeof text !== 'string') return '';
  return text.replaceAll(
    /&(?:(lt|gt|amp|apos|quot)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi,
    (written: string, name?: string, decimal?: string, hexadecimal?: string) => {
      if (name !== undefined) return PREDEFINED[name] ?? written;
      const point = decimal === undefined ? Number.parseInt(hexadecimal!, 16) : Number(decimal);
      const isScalar = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
      return isScalar ? String.fromCodePoint(point) : written;
    },
  );
}

/** Counts open elements in one pass, without building anything. Unfinished markup is left to the validator. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const end = endOfMarkup(text, at);
    if (end < 0) return false;
    const isOpening = !/[/!?]/.test(text[at + 1] ?? '!');
    if (text[at + 1] === '/') depth -= 1;
    else if (isOpening && text[end - 1] !== '/') depth += 1;
    if (depth > MAX_XML_DEPTH) return true;
    at = end + 1;
  }
  return false;
}

/** Where the markup that begins here ends: the index of its `>`, or -1. */
function endOfMarkup(text: string, start: number): number {
  const closing = text.startsWith('<!--', start)
    ? '-->'
    : text.startsWith('<![CDATA[', start)
      ? ']]>'
      : text.startsWith('<?', start)
        ? '?>'
        : '>';
  const at = text.indexOf(closing, start);
  return at < 0 ? -1 : at + closing.length - 1;
}
