import type { OpenAPIObject } from '@nestjs/swagger';
import { stringify } from 'yaml';
import { StaticContent } from '../http/static.content.js';

interface Written {
  document: OpenAPIObject;
  json: StaticContent;
  yaml: StaticContent;
}

/** The OpenAPI document in the forms in which it is served. It can be written only when all routes are known. */
export class ApiDocument {
  private written: Written | null = null;

  /** Writes all forms at once: YAML takes a fifth of a second, for which requests would wait. */
  complete(document: OpenAPIObject): void {
    this.written = {
      document,
      json: new StaticContent('application/json; charset=utf-8', JSON.stringify(document)),
      yaml: new StaticContent('application/yaml; charset=utf-8', stringify(document, { aliasDuplicateObjects: false })),
    };
  }

  in<Form extends keyof Written>(form: Form): Written[Form] {
    if (this.written === null) throw new Error('The document is asked for before it is written.');
    return this.written[form];
  }
}
