import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import { ApiDocument } from './api-document.js';
import { describeApi } from './openapi.document.js';
import { SWAGGER_CSS } from './swagger-ui.style.js';

/** Writes the document, and serves Swagger UI at `/docs` from this process alone. */
export function serveDocumentation(app: NestExpressApplication): void {
  const document = describeApi(app);
  app.get(ApiDocument).complete(document);
  SwaggerModule.setup('docs', app, document, {
    raw: false,
    customSiteTitle: 'Jobgate API',
    customCss: SWAGGER_CSS,
    swaggerOptions: {
      persistAuthorization: true,
      tryItOutEnabled: true,
      displayRequestDuration: true,
      docExpansion: 'list',
      defaultModelsExpandDepth: 0,
      // Without it the page sends every loaded document to a server of its makers for a badge.
      validatorUrl: null,
    },
  });
}
