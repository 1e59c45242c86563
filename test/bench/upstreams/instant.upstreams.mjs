// Five upstreams that answer at once that every job runs, in the words of the documented wires, with as little work as
// possible. Writes a line of JSON: the URL of each, and of the page that counts the answers about jobs.
import { readFileSync } from 'node:fs';
import { serveWire } from './wire.server.mjs';

const JSON_TYPE = 'application/json';
const XML_TYPE = 'application/xml';
const HOUR_MS = 3_600_000;
/** A step of progress is news, and news cost more to write down: of one connection all answers bring some. */
const PROGRESS_STEP_MS = 2_000;

const fixture = (path) => readFileSync(new URL(`../../fixtures/${path}`, import.meta.url), 'utf8');
const compact = (path) => JSON.stringify(JSON.parse(fixture(path)));

const counts = { 'ibm-hmc': 0, 'otc-ims': 0, datameer: 0, 'hitachi-analyzer': 0, 'oracle-sbc': 0 };

const upstreams = {
  'ibm-hmc': about('ibm-hmc', compact('ibm-hmc/job-running.json'), JSON_TYPE, {
    'POST /api/sessions': { type: JSON_TYPE, body: compact('ibm-hmc/log-on.json') },
  }),
  'otc-ims': imageService(),
  datameer: about('datameer', compact('datameer/job-details.running.json'), JSON_TYPE, {}),
  'hitachi-analyzer': about('hitachi-analyzer', compact('hitachi-analyzer/running.json'), JSON_TYPE, {}),
  'oracle-sbc': about('oracle-sbc', fixture('oracle-sbc/activate-in-progress.xml'), XML_TYPE, {
    'POST /rest/v1.2/auth/token': { type: XML_TYPE, body: fixture('oracle-sbc/token.xml') },
  }),
};

const urls = await Promise.all(
  Object.entries(upstreams).map(async ([name, answer]) => [name, await serveWire(answer)]),
);
const counter = await serveWire(() => ({ type: JSON_TYPE, body: JSON.stringify(counts) }));
console.log(JSON.stringify({ urls: Object.fromEntries(urls), counter }));

/** The same answer for every job; `others`: by the beginning of the request line. */
function about(name, body, type, others) {
  const starts = Object.entries(others);
  const seen = { type, body };
  return (line) => {
    if (!line.startsWith('GET ')) for (const [start, answer] of starts) if (line.startsWith(start)) return answer;
    counts[name] += 1;
    return seen;
  };
}

/** The image service repeats the job's id, and tells progress. */
function imageService() {
  const running = JSON.parse(fixture('otc-ims/running.json'));
  const token = JSON.parse(fixture('otc-ims/token.json'));
  token.token.issued_at = new Date().toISOString();
  token.token.expires_at = new Date(Date.now() + HOUR_MS).toISOString();
  const granted = { status: 201, type: JSON_TYPE, headers: 'X-Subject-Token: bench\r\n', body: JSON.stringify(token) };
  let started = 0;
  return (line) => {
    if (line.startsWith('POST /v2/')) {
      const job = { job_id: (started += 1).toString(16).padStart(32, 'b') };
      return { type: JSON_TYPE, body: JSON.stringify(job) };
    }
    if (line.startsWith('POST ')) return granted;
    counts['otc-ims'] += 1;
    running.job_id = line.slice(line.lastIndexOf('/', line.length - 10) + 1, line.lastIndexOf(' '));
    running.entities.process_percent = (Math.floor(Date.now() / PROGRESS_STEP_MS) % 100) / 100;
    return { type: JSON_TYPE, body: JSON.stringify(running) };
  };
}
