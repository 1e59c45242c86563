import type { AppControllerRoute, AppViewRoute, BullBoardRequest } from '@bull-board/api/typings/app';
import { ExpressAdapter } from '@bull-board/express';
import type { Request, Response } from 'express';
import { answerConditionsOfRevisionsOnly } from '../http/conditions.js';
import { ProblemException } from '../problems/problem.exception.js';

/** Express as the board uses it: errors are thrown, and routes that change something are left out. */
export class BoardAdapter extends ExpressAdapter {
  constructor(path: string) {
    super();
    this.app.disable('x-powered-by').disable('etag');
    answerConditionsOfRevisionsOnly(this.app);
    this.setBasePath(path);
  }

  override setErrorHandler(): this {
    return super.setErrorHandler((error) => {
      throw error;
    });
  }

  override setEntryRoute({ route, handler }: AppViewRoute): this {
    this.app.get(route, (_request, response, next) => {
      const { name, params } = handler({ basePath: this.basePath, uiConfig: this.uiConfig });
      response.render(name, params, (error: Error | null, html) => {
        if (error) next(error);
        else response.type('html').send(ownPage(html));
      });
    });
    return this;
  }

  override setApiRoutes(routes: AppControllerRoute[]): this {
    super.setApiRoutes(routes.filter(({ method }) => method === 'get').map(withProblems));
    return this;
  }

  /** Serves a request below the board's path. Rejects with errors. */
  answer(request: Request, response: Response): Promise<void> {
    const { url } = request;
    const prototypes = [request, response].map((one) => Object.getPrototypeOf(one) as object);
    return new Promise((resolve, reject) => {
      response.once('close', resolve);
      request.url = url.slice(this.basePath.length).replace(/^(?!\/)/, '/');
      this.app(request, response, (error: unknown) => {
        request.url = url;
        [request, response].forEach((one, index) => Object.setPrototypeOf(one, prototypes[index]!));
        reject((error as Error | undefined) ?? new ProblemException('route-not-found'));
      });
    });
  }
}

function withProblems(route: AppControllerRoute): AppControllerRoute {
  return {
    ...route,
    handler: async (request) => {
      const answer = await answerOf(route, request);
      const { status = 200 } = answer;
      if (status === 400) throw unreadable();
      if (status >= 400) throw new ProblemException('route-not-found');
      return answer;
    },
  };
}

async function answerOf(route: AppControllerRoute, request?: BullBoardRequest) {
  try {
    return await route.handler(request);
  } catch (error) {
    // The board decodes names by itself.
    throw error instanceof URIError ? unreadable() : error;
  }
}

const unreadable = () => new ProblemException('invalid-request', 'A parameter has no value that the board knows.');

/** Fonts of a foreign server. */
const FROM_ELSEWHERE = /<link [^>]*href="https?:[^>]*>\s*/g;
/** Placeholder with the only inline styles of the page. */
const MEANWHILE = /(<div id="root">)[\s\S]*?(<\/div>\s*<script defer)/;

/** The page of the board with its own files alone. */
function ownPage(html: string): string {
  return html.replaceAll(FROM_ELSEWHERE, '').replace(MEANWHILE, '$1$2');
}
