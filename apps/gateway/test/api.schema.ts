import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Media {
  schema: object;
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}

interface Answer {
  description: string;
  headers?: Record<string, { $ref: string }>;
  content?: Record<string, Media>;
}

interface Parameter {
  name: string;
  in: string;
  description?: string;
  schema: object;
}

export interface Operation {
  operationId: string;
  summary?: string;
  tags?: string[];
  security?: object[];
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Record<string, Media> };
  responses: Record<string, Answer>;
}

export interface ApiDocument {
  openapi: string;
  info: { title: string; description: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; headers: Record<string, Header>; securitySchemes: object };
}

interface Header {
  description: string;
  required: boolean;
  schema: object;
  example: unknown;
}

export interface SeenAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
  text: string;
}

/** Holds answers against the OpenAPI document that the gateway itself serves. */
export class ApiSchema {
  private readonly ajv: Ajv2020;
  private readonly compiled = new Map<object, ValidateFunction>();

  constructor(readonly document: ApiDocument) {
    this.ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(this.ajv);
    this.ajv.addSchema({ $id: 'api', components: document.components });
  }

  operations(): { path: string; method: string; operation: Operation }[] {
    return Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
  }

  /** What is wrong with a value by a schema of the document; [] when nothing is. */
  faultsOf(schema: object, value: unknown): string[] {
    const validate = this.compiled.get(schema) ?? this.compile(schema);
    return validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  }

  private compile(schema: object): ValidateFunction {
    const resolvable = JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/')) as object;
    const validate = this.ajv.compile(resolvable);
    this.compiled.set(schema, validate);
    return validate;
  }

  /** What of an answer the document did not foresee. */
  faultsOfAnswer(operationId: string, answer: SeenAnswer): string[] {
    const found = this.operations().find(({ operation }) => operation.operationId === operationId);
    if (!found) return [`there is no operation ${operationId}`];
    const documented = found.operation.responses[String(answer.status)];
    if (!documented) return [`${operationId} has no answer ${answer.status}: ${answer.text}`];
    return [...this.faultsOfHeaders(documented, answer), ...this.faultsOfBody(documented, answer)];
  }

  private faultsOfHeaders({ headers = {} }: Answer, answer: SeenAnswer): string[] {
    return Object.keys(headers).flatMap((name) => {
      const header = this.document.components.headers[name]!;
      const value = answer.headers[name.toLowerCase()];
      if (value === undefined) return header.required ? [`${answer.status} lacks ${name}`] : [];
      const isNumber = 'type' in header.schema && header.schema.type === 'integer';
      return this.faultsOf(header.schema, isNumber ? Number(value) : value).map((fault) => `${name}: ${fault}`);
    });
  }

  private faultsOfBody({ content }: Answer, answer: SeenAnswer): string[] {
    const type = String(answer.headers['content-type'] ?? '').split(';')[0]!;
    if (!content) return answer.text === '' ? [] : [`${answer.status} has a body`];
    const media = content[type];
    if (!media) return [`${answer.status} comes as ${type}`];
    return /json/.test(type) ? this.faultsOf(media.schema, answer.body) : [];
  }
}
