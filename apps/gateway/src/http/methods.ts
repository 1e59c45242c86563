import type { Request } from 'express';

/** The used part of a layer of Express 5's router. */
interface Layer {
  route?: { methods: Record<string, boolean> };
  match(path: string): boolean;
}

/** The methods of all routes with the request's path, for `Allow`; empty: no such path. */
export function methodsOf(request: Request): string[] {
  const layers = request.app.router.stack as unknown as Layer[];
  const known = new Set<string>();
  for (const layer of layers) {
    if (layer.route && matches(layer, request.path)) {
      for (const method of Object.keys(layer.route.methods)) known.add(method.toUpperCase());
    }
  }
  if (known.has('GET')) known.add('HEAD');
  if (known.size > 0) known.add('OPTIONS');
  return ORDER.filter((method) => known.has(method));
}

const ORDER = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

function matches(layer: Layer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}
