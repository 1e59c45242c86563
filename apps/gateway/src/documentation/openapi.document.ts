import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { INestApplication } from '@nestjs/common';
import { ProblemDto } from '../problems/problem.dto.js';
import { DESCRIPTION, TAGS } from './openapi.description.js';
import { HEADERS } from './openapi.headers.js';
import { finishDocument } from './openapi.finish.js';

const BEARER =
  'An API key, or a JSON Web Token of the trusted issuer. The gateway reads the claims `scope` (or `scp`, `scopes`) and `connections` (or `jobgate_connections`).';
const BASIC = 'For browsers, only under `/queues`: any user name, and an API key or token as the password.';

/** The OpenAPI 3.1 document of everything that the application serves. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Jobgate')
    .setDescription(DESCRIPTION)
    .setVersion('0.1.0')
    .addServer('/', 'The gateway that serves this document')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'API key or JWT', description: BEARER }, 'bearer')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'An API key.' }, 'apiKey')
    .addBasicAuth({ type: 'http', scheme: 'basic', description: BASIC }, 'basic')
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('apiKey');
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  const settings = builder.build();
  settings.components = { ...settings.components, headers: HEADERS };
  return finishDocument(SwaggerModule.createDocument(app, settings, { extraModels: [ProblemDto] }));
}
