const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];
const JSON_TYPE = 'application/json';

/**
 * What of a newer OpenAPI document callers of the older one would stumble over: operations, parameters, answers and members
 * that are gone, and what is wanted of them that was not before. It compares names, types and words, not every schema.
 *
 * @param {object} older
 * @param {object} newer
 * @returns {{where: string, what: string}[]} `where` is `GET /jobs/{id}`
 */
export function breaksOf(older, newer) {
  return Object.entries(older.paths).flatMap(([path, operations]) =>
    METHODS.filter((method) => method in operations).flatMap((method) => {
      const present = newer.paths[path]?.[method];
      const comparison = new Comparison(older, newer);
      const whats = present ? comparison.ofOperation(operations[method], present) : ['is gone'];
      return [...new Set(whats)].map((what) => ({ where: `${method.toUpperCase()} ${path}`, what }));
    }),
  );
}

/** The breaks that no line under "Breaking" in the part of what is not released yet names by its operation. */
export function unannounced(breaks, changelog) {
  const unreleased = /^## \[Unreleased\]\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(changelog)?.[1] ?? '';
  const announced = /^### Breaking\n([\s\S]*?)(?=^### |(?![\s\S]))/m.exec(unreleased)?.[1] ?? '';
  return breaks.filter(({ where }) => !announced.includes(`\`${where}\``));
}

class Comparison {
  constructor(older, newer) {
    this.older = older;
    this.newer = newer;
  }

  ofOperation(older, newer) {
    return [
      ...this.ofParameters(older.parameters ?? [], newer.parameters ?? []),
      ...this.ofRequest(older.requestBody, newer.requestBody),
      ...Object.entries(older.responses).flatMap(([status, answer]) =>
        this.ofAnswer(status, answer, newer.responses[status]),
      ),
    ];
  }

  ofParameters(older, newer) {
    const find = (all, { name, in: place }) => all.find((one) => one.name === name && one.in === place);
    const gone = older.filter((one) => !find(newer, one)).map(({ name }) => `the parameter ${name} is gone`);
    const wanted = newer
      .filter((one) => one.required && !find(older, one)?.required)
      .map(({ name }) => `the parameter ${name} is wanted`);
    const changed = older.flatMap((one) => {
      const present = find(newer, one);
      return present ? this.ofTaken(one.schema, present.schema, `the parameter ${one.name}`, new Set()) : [];
    });
    return [...gone, ...wanted, ...changed];
  }

  ofRequest(older, newer) {
    if (!older) return newer?.required ? ['a body is wanted'] : [];
    const [before, after] = [older, newer].map((body) => body?.content?.[JSON_TYPE]?.schema);
    return before && after
      ? this.ofTaken(before, after, 'the body', new Set())
      : after || !before
        ? []
        : ['the body is gone'];
  }

  ofAnswer(status, older, newer) {
    if (!newer) return [`the answer ${status} is gone`];
    return Object.entries(older.content ?? {}).flatMap(([type, { schema }]) => {
      const media = newer.content?.[type];
      if (!media) return [`the answer ${status} no longer comes as ${type}`];
      return this.ofGiven(schema, media.schema, `the answer ${status}`, new Set());
    });
  }

  /** What callers send: nothing may be wanted anew, and nothing refused that was taken. */
  ofTaken(olderSchema, newerSchema, place, seen) {
    const [older, newer] = this.resolved(olderSchema, newerSchema, seen);
    if (!older) return [];
    const wanted = (newer.required ?? []).filter((name) => !older.required?.includes(name));
    const words = (older.enum ?? []).filter((word) => newer.enum && !newer.enum.includes(word));
    return [
      ...wanted.map((name) => `${place} wants ${name}`),
      ...words.map((word) => `${place} no longer takes ${word}`),
      ...this.ofMembers(older, newer, place, seen, this.ofTaken, 'no longer takes'),
    ];
  }

  /** What callers read: nothing may be missing that was there. */
  ofGiven(olderSchema, newerSchema, place, seen) {
    const [older, newer] = this.resolved(olderSchema, newerSchema, seen);
    if (!older) return [];
    const uncertain = (older.required ?? []).filter(
      (name) => newer.properties?.[name] && !newer.required?.includes(name),
    );
    return [
      ...uncertain.map((name) => `${place} has ${name} not always`),
      ...this.ofMembers(older, newer, place, seen, this.ofGiven, 'has no more'),
    ];
  }

  ofMembers(older, newer, place, seen, compare, loss) {
    const types = [older, newer].map(({ type }) => (type === undefined ? null : [type].flat().sort().join(' or ')));
    if (types[0] && types[1] && types[0] !== types[1]) return [`${place} is ${types[1]} and was ${types[0]}`];
    const members = Object.entries(older.properties ?? {}).flatMap(([name, schema]) => {
      const present = newer.properties?.[name];
      return present ? compare.call(this, schema, present, `${place} in ${name}`, seen) : [`${place} ${loss} ${name}`];
    });
    const items = older.items && newer.items ? compare.call(this, older.items, newer.items, place, seen) : [];
    const [choices, others] = [older, newer].map(({ anyOf, oneOf }) => anyOf ?? oneOf ?? []);
    const alternatives = choices.flatMap((choice, index) =>
      others[index] ? compare.call(this, choice, others[index], place, seen) : [],
    );
    return [...members, ...items, ...alternatives];
  }

  /** Both without references; nothing where the pair has been compared. */
  resolved(older, newer, seen) {
    const pair = `${older.$ref} ${newer.$ref}`;
    if (older.$ref && seen.has(pair)) return [];
    if (older.$ref) seen.add(pair);
    return [follow(this.older, older), follow(this.newer, newer)];
  }
}

function follow(document, schema) {
  if (!schema.$ref) return schema;
  const path = schema.$ref.slice(2).split('/');
  return path.reduce((node, name) => node[name], document);
}
