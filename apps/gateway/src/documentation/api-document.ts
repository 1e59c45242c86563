import type { OpenAPIObject } from '@nestjs/swagger';
import { stringify } from 'yaml';
import { FixedText } from '../http/fixed.text.js';

type Form = 'json' | 'yaml';

const WRITE: Record<Form, (document: OpenAPIObject) => FixedText> = {
  json: (document) => new FixedText('application/json; charset=utf-8', JSON.stringify(document)),
  yaml: (document) =>
    new FixedText('application/yaml; charset=utf-8', stringify(document, { aliasDuplicateObjects: false })),
};

/** The OpenAPI document in the forms in which it is served. It can be written only when all routes are known. */
export class ApiDocument {
  private completed: OpenAPIObject | null = null;
  private readonly texts = new Map<Form, FixedText>();

  complete(document: OpenAPIObject): void {
    this.completed = document;
    this.texts.clear();
  }

  get document(): OpenAPIObject {
    if (this.completed === null) throw new Error('The document is asked for before it is written.');
    return this.completed;
  }

  in(form: Form): FixedText {
    const text = this.texts.get(form) ?? WRITE[form](this.document);
    this.texts.set(form, text);
    return text;
  }
}
