/** Printed before the gateway accepts requests: scripts that wait for the gateway read the header of their first request here. */
export function keyNotice(key) {
  return `API key of this run: -H "Authorization: Bearer ${key}"`;
}

/** Printed when the gateway is ready. */
export function readyNotice({ url, controlUrl, redisOrigin, key, jobId, seconds }) {
  const authorization = `-H "Authorization: Bearer ${key}"`;
  return `
Jobgate is ready after ${seconds} s.

  Dashboard    ${url}/
  API          ${url}
  Swagger UI   ${url}/docs
  OpenAPI      ${url}/openapi.json
  Queues       ${url}/queues (any user name, the key as password)
  Simulator    ${controlUrl} (its control API)
  Redis        ${redisOrigin}
  Key          ${key}

  One job      curl -s ${authorization} ${url}/jobs/${jobId}
  All jobs     curl -s ${authorization} "${url}/jobs?limit=20"
  Connections  curl -s ${authorization} ${url}/connections

Press Ctrl-C to stop.
`;
}
