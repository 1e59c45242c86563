import type { OpenAPIObject } from '@nestjs/swagger';
import { stringify } from 'yaml';

/** The OpenAPI document in the forms in which it is served. It can be written only when all routes are known. */
export class ApiDocument {
  private texts: { json: string; yaml: string } | null = null;

  complete(document: OpenAPIObject): void {
    this.texts = { json: JSON.stringify(document), yaml: stringify(document, { aliasDuplicateObjects: false }) };
  }

  in(form: 'json' | 'yaml'): string {
    if (this.texts === null) throw new Error('The document is asked for before it is written.');
    return this.texts[form];
  }
}
