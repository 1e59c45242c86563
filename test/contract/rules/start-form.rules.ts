import type { ProviderHarness } from '../provider-harness.js';

/** How a job is started, before anyone is asked. */
export function describeStartForm(harness: ProviderHarness): void {
  const { commands, provider } = harness;
  const form = provider.descriptor.start!;
  const connection = harness.connection('https://upstream.example:6794');

  it('takes the body of its harness and of its examples, and makes steps of them', () => {
    for (const body of [commands.startBody!, ...Object.values(form.examples)]) {
      const parsed = form.bodySchema.parse(body);
      expect(form.steps(parsed).length).toBeGreaterThan(0);
      expect(form.steps(parsed)).toEqual(form.steps(parsed));
      expect(form.objection(parsed, connection)).toBeNull();
    }
    expect(Object.keys(form.examples).length).toBeGreaterThan(0);
  });

  it('takes no member that it does not know', () => {
    for (const body of [commands.startBody!, ...Object.values(form.examples)]) {
      expect(form.bodySchema.safeParse({ ...body, surprise: 1 }).success).toBe(false);
    }
  });

  it.each([{}, [], null, 'x', 7, true, { body: {} }].map((body) => ({ body })))('refuses $body', ({ body }) => {
    expect(form.bodySchema.safeParse(body).success).toBe(false);
  });

  it.each(commands.refusedBodies.map((body) => ({ body })))('refuses or objects to $body', ({ body }) => {
    const parsed = form.bodySchema.safeParse(body);
    if (!parsed.success) return expect(parsed.error.issues.length).toBeGreaterThan(0);
    expect(form.objection(parsed.data, connection)).toMatch(/^[A-Z].*\.$/);
  });
}
