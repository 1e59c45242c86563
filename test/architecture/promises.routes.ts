import { PAGE } from './promises.page.js';

/** The OpenAPI document, as far as it matters here. */
export interface Paths {
  paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const NAMED_ROUTE = /`(?:GET|POST|PUT|PATCH|DELETE) \/[^`?\s]*/g;
/** Addresses for people, which are no part of the API. */
const PAGES = ['GET /docs'];

/** Where the page and the OpenAPI document do not speak of the same routes; [] when they do. */
export function faultsOfRoutes(page: string, { paths }: Paths): string[] {
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  // How an id is built is shown where its parts are explained.
  const spelled = page.replaceAll('<connection>~<key>', '{id}');
  const named = new Set((spelled.match(NAMED_ROUTE) ?? []).map((match) => match.slice(1)));
  return [
    ...routes.filter((route) => !named.has(route)).map((route) => `${PAGE}: nothing is said of ${route}`),
    ...[...named]
      .filter((route) => !routes.includes(route) && !PAGES.includes(route))
      .map((route) => `${PAGE}: there is no ${route}`),
  ];
}
