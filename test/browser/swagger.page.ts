import type { Locator, Page, Response } from 'playwright-core';

export interface ShownAnswer {
  /** The number in the column of codes. */
  status: number;
  /** The text of the body; empty where none is shown. */
  text: string;
  /** What really came. */
  wire: { method: string; path: string; status: number; type: string; text: string; authorization: string | null };
}

/** What is typed into a form; the rest stays as it is offered. */
export interface Form {
  /** Values of parameters by name. */
  parameters?: Record<string, string>;
  body?: unknown;
}

/**
 * Swagger UI, used by its visible texts. What only folds and clears is clicked without waiting for
 * the page to be painted, which takes most of the time on a machine that has more to do.
 */
export class SwaggerPage {
  constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

  async open(): Promise<void> {
    await this.page.goto(`${this.url}/docs`);
    await this.page.locator('.opblock').first().waitFor();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.locator('.opblock').first().waitFor();
  }

  /** Gives the key as bearer token. */
  async authorize(key: string): Promise<void> {
    await this.page.locator('.auth-wrapper .authorize').click();
    const bearer = this.page.locator('.modal-ux .auth-container', { hasText: 'bearer' });
    await bearer.locator('input').fill(key);
    await bearer.getByRole('button', { name: 'Apply credentials' }).click();
    await this.page.locator('.modal-ux .close-modal').click();
  }

  async isAuthorized(): Promise<boolean> {
    return (await this.page.locator('.auth-wrapper .authorize.locked').count()) === 1;
  }

  /** All that the browser keeps for the next visit, as JSON. */
  async kept(): Promise<string> {
    const stored = await this.page.evaluate('JSON.stringify([localStorage, sessionStorage])');
    return `${String(stored)}${JSON.stringify(await this.page.context().cookies())}`;
  }

  /** Opens an operation, sends its form once for each of the wishes, and folds it up again. */
  async send(operationId: string, ...wishes: Form[]): Promise<ShownAnswer[]> {
    const block = await this.unfold(operationId);
    const answers: ShownAnswer[] = [];
    for (const wish of wishes) answers.push(await this.execute(block, wish));
    await block.locator('.opblock-summary-control').dispatchEvent('click');
    await block.locator('.opblock-body').waitFor({ state: 'detached' });
    return answers;
  }

  /** Opens an operation, and forgets what it showed before. */
  async unfold(operationId: string): Promise<Locator> {
    const block = this.page.locator(`.opblock[id$="-${operationId}"]`);
    await block.locator('.opblock-summary-control').dispatchEvent('click');
    await block.locator('button.execute').waitFor();
    await this.clear(block);
    return block;
  }

  private async execute(block: Locator, { parameters = {}, body }: Form): Promise<ShownAnswer> {
    await this.clear(block);
    for (const [name, value] of Object.entries(parameters)) await block.getByPlaceholder(name).fill(value);
    if (body !== undefined) await block.locator('textarea.body-param__text').fill(JSON.stringify(body));
    const answered = this.page.waitForResponse((response) => response.request().resourceType() === 'fetch');
    await block.locator('button.execute').click();
    const shown = block.locator('.live-responses-table tbody .response').first();
    const status = Number.parseInt((await shown.locator('.response-col_status').textContent()) ?? '', 10);
    const wire = await this.wireOf(await answered);
    const code = shown.locator('.highlight-code code, .microlight').first();
    return { status, text: wire.text === '' ? '' : ((await code.textContent()) ?? ''), wire };
  }

  private async clear(block: Locator): Promise<void> {
    const clear = block.locator('button.btn-clear');
    if ((await clear.count()) === 0) return;
    await clear.dispatchEvent('click');
    await clear.waitFor({ state: 'detached' });
  }

  private async wireOf(response: Response): Promise<ShownAnswer['wire']> {
    const request = response.request();
    return {
      method: request.method(),
      path: response.url().slice(this.url.length),
      status: response.status(),
      type: response.headers()['content-type'] ?? '',
      text: response.status() === 204 ? '' : await response.text(),
      authorization: await request.headerValue('authorization'),
    };
  }
}
