import type { Provider } from '@nestjs/common';

type Token<Instance> = abstract new (...parameters: never[]) => Instance;
type Tokens<Dependencies extends unknown[]> = { [Index in keyof Dependencies]: Token<Dependencies[Index]> };

/** Provides a plain class: its constructor takes these dependencies first, in this order. */
export function provide<Dependencies extends unknown[]>(
  type: new (...dependencies: Dependencies) => unknown,
  inject: Tokens<Dependencies>,
): Provider {
  return { provide: type, inject, useFactory: (...dependencies: Dependencies) => new type(...dependencies) };
}

/** Provides what `make` returns for these dependencies. */
export function provideBy<Instance, Dependencies extends unknown[]>(
  type: Token<Instance>,
  inject: [...Tokens<Dependencies>],
  make: (...dependencies: Dependencies) => Instance,
): Provider {
  return { provide: type, inject, useFactory: make };
}
