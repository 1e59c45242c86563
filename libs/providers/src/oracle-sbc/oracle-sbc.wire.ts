import { z } from 'zod';
import { childOf, descendantsOf, isEmpty, wholeText, type XmlElement } from './oracle-sbc.xml.js';

/** How the slot goes together with what was started here: `OwnOperationView`. */
const ownSchema = z.object({
  key: z.string(),
  operation: z.string(),
  standing: z.enum(['awaited', 'shown']),
  isExact: z.boolean(),
});

/** What fetch hands to translate: the XML text of one status answer, unchanged, and what it shows of our own start. */
export const rawSchema = z.object({ body: z.string(), own: ownSchema.optional() });
export type OracleSbcRaw = z.infer<typeof rawSchema>;

const rawStatus = z.string().trim().min(1).max(200);
const operationStateSchema = z.object({ operation: rawStatus, status: rawStatus });

/** `status` in the box's own spelling. */
export interface Slot extends z.infer<typeof operationStateSchema> {
  errorMessage: string | null;
  /** `additionalInfo` as a JSON value: text, or an object by element name with lists where a name repeats. */
  additionalInfo: unknown;
}

export type SlotReading = { slot: Slot } | { slot: null } | { fault: string };

/** Reads `response/data/operationState` and its siblings. */
export function readSlot(response: XmlElement): SlotReading {
  const data = childOf(response, 'data');
  if (response.name !== 'response' || data === null) return { fault: 'The answer has no response with data.' };
  const state = childOf(data, 'operationState');
  if (state === null || isEmptyDeep(state)) return readEmpty(response, data, state);
  const read = operationStateSchema.safeParse({
    operation: textOf(childOf(state, 'operation')),
    status: textOf(childOf(state, 'status')),
  });
  if (!read.success) return { fault: 'The operation state does not name an operation and a status.' };
  const info = childOf(data, 'additionalInfo');
  return {
    slot: {
      ...read.data,
      errorMessage: errorMessageOf(response, data),
      additionalInfo: info === null || isEmpty(info) ? null : jsonOf(info),
    },
  };
}

/** Only an answer that says nothing at all is an empty slot: a message or a text could be an error in disguise. */
function readEmpty(response: XmlElement, data: XmlElement, state: XmlElement | null): SlotReading {
  const others = data.children.filter((child) => child !== state);
  const messages = childOf(response, 'messages');
  const isSilent = data.text.trim() === '' && others.every(isEmptyDeep) && (messages === null || isEmptyDeep(messages));
  return isSilent ? { slot: null } : { fault: 'The answer has data but no operation state.' };
}

/**
 * The first text in the likely elements. That a failed request has its message within `data` is documented, the element is
 * not; clients of the box read `errorMessage`.
 */
function errorMessageOf(response: XmlElement, data: XmlElement): string | null {
  const messages = response.children.filter(({ name }) => name === 'messages');
  const candidates = [
    ...descendantsOf(response, 'errorMessage').map(wholeText),
    ...messages.flatMap((element) => descendantsOf(element, 'message')).map(wholeText),
    ...messages.map(wholeText),
    data.text.trim(),
  ];
  return candidates.find((text) => text !== '') ?? null;
}

function textOf(element: XmlElement | null): string | null {
  return element === null || element.children.length > 0 ? null : element.text;
}

function isEmptyDeep(element: XmlElement): boolean {
  return wholeText(element) === '';
}

function jsonOf(element: XmlElement): unknown {
  if (element.children.length === 0) return element.text;
  const byName = new Map<string, unknown[]>();
  for (const child of element.children) {
    const values = byName.get(child.name);
    if (values) values.push(jsonOf(child));
    else byName.set(child.name, [jsonOf(child)]);
  }
  const entries: [string, unknown][] = [...byName].map(([name, values]) => [
    name,
    values.length === 1 ? values[0] : values,
  ]);
  if (element.text.trim() !== '') entries.push(['#text', element.text]);
  return Object.fromEntries(entries);
}
