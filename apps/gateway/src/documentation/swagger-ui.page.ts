/**
 * What Swagger UI's own style sheet lacks: no answer here has links, and on a telephone the column that says so pushes the
 * page past its edge, as the choice of servers does; long words break, and tables scroll inside their frames.
 */
const SWAGGER_CSS = `
.swagger-ui .response-col_links { display: none; }
@media (max-width: 640px) {
  .swagger-ui .wrapper { padding: 0 8px; }
  .swagger-ui .opblock-body { overflow-x: auto; }
  .swagger-ui .opblock-section-header { flex-wrap: wrap; }
  .swagger-ui .opblock .opblock-summary-path { max-width: 100%; }
  .swagger-ui .markdown code, .swagger-ui .renderedMarkdown code { overflow-wrap: anywhere; }
  .swagger-ui .scheme-container .schemes .schemes-server-container .servers > label { margin-right: 0; max-width: 100%; }
  .swagger-ui .servers > label select { max-width: 100%; }
  .swagger-ui .modal-ux { min-width: 0; width: 94%; }
}
`;

/** Addresses are relative to `/docs`, wherever that is. */
export const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Jobgate API</title>
<link rel="icon" type="image/png" href="./docs/favicon-32x32.png" sizes="32x32">
<link rel="stylesheet" href="./docs/swagger-ui.css">
<link rel="stylesheet" href="./docs/jobgate.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="./docs/swagger-ui-bundle.js"></script>
<script src="./docs/jobgate.js"></script>
</body>
</html>
`;

export const STYLE = `html { box-sizing: border-box; overflow-y: scroll; }
*, *::before, *::after { box-sizing: inherit; }
body { margin: 0; background: #fafafa; }
${SWAGGER_CSS}`;

/**
 * Keys are kept by the page alone, and keys stored earlier are dropped. Without a `validatorUrl` of null it
 * would send every loaded document to a server of its makers for a badge.
 */
export const SCRIPT = `localStorage.removeItem('authorized');
window.ui = SwaggerUIBundle({
  url: './openapi.json',
  dom_id: '#swagger-ui',
  presets: [SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
  deepLinking: true,
  persistAuthorization: false,
  queryConfigEnabled: false,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
`;
