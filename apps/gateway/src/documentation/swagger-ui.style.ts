/**
 * What Swagger UI's own style sheet lacks: no answer here has links, and on a telephone the column that says so pushes the
 * page past its edge, as the choice of servers does; long words break, and tables scroll inside their frames.
 */
export const SWAGGER_CSS = `
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
